import type { Harness } from '../../core/harness/harness.ts'
import { addUsage } from '../../core/run/usage.ts'
import type { Collected } from '../changes.ts'
import { tellFindings } from '../log/tell.ts'
import type { Stage } from '../stage.ts'
import { askRules } from './ask-rules.ts'
import { whyOver } from './why-over.ts'

/** When the work is done, asks the run's own model about it once, within the run's own limits; the report holds what it said. */
export async function askAtEnd(
  { job, report, signals }: Stage,
  harness: Harness,
  collected: Pick<Collected, 'files'>,
): Promise<void> {
  const { limits } = harness
  if (report.outcome.kind !== 'done') return
  const asked = await askRules(harness, collected, {
    ...{
      model: job.model,
      record: job.record,
      signal: signals.work,
      over: whyOver({ report, signals }, limits),
    },
    budget: limits.cost - report.usage.cost,
  })
  if (asked === null) return
  report.usage = addUsage(report.usage, asked.usage)
  report.gates = [...report.gates, { before: null, after: asked.result }]
  report.findings = [...report.findings, ...asked.findings]
  job.emit({ type: 'gate', round: report.repairs + 1, result: asked.result })
  tellFindings(job.emit, asked.findings)
}
