import type { Harness } from '../../core/harness/harness.ts'
import { addUsage } from '../../core/run/usage.ts'
import { money, plural } from '../../core/say/numbers.ts'
import type { Collected } from '../changes.ts'
import { tellFindings } from '../log/tell.ts'
import type { Stage } from '../stage.ts'
import { askRules } from './ask-rules.ts'

/** When the work is done, asks the run's own model about it once, within the run's own limits; the report holds what it said. */
export async function askAtEnd(
  { job, report, signals }: Stage,
  harness: Harness,
  collected: Pick<Collected, 'files'>,
): Promise<void> {
  const { limits } = harness
  if (report.outcome.kind !== 'done') return
  const over =
    report.turns >= limits.turns
      ? `the limit of ${plural(limits.turns, 'turn')} is used up.`
      : report.usage.cost >= limits.cost
        ? `${money(report.usage.cost)} of ${money(limits.cost)} are used.`
        : signals.work.aborted
          ? 'the time of the run is over.'
          : null
  const asked = await askRules(harness, collected, {
    ...{ model: job.model, record: job.record, signal: signals.work, over },
    budget: limits.cost - report.usage.cost,
  })
  if (asked === null) return
  report.usage = addUsage(report.usage, asked.usage)
  report.gates = [...report.gates, { before: null, after: asked.result }]
  report.findings = [...report.findings, ...asked.findings]
  job.emit({ type: 'gate', round: report.repairs + 1, result: asked.result })
  tellFindings(job.emit, asked.findings)
}
