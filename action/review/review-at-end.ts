import type { Harness } from '../../core/harness/harness.ts'
import { failedGates } from '../../core/run/failed-gates.ts'
import { addUsage } from '../../core/run/usage.ts'
import { whyOver } from '../ask/why-over.ts'
import type { Collected } from '../changes.ts'
import { phase, tellFindings } from '../log/tell.ts'
import type { Stage } from '../stage.ts'
import { reviewChange } from './review-change.ts'

/**
 * Where there is a reviewer, it reads a change that is done and has passed the gates, once, within the run's own limits.
 * A change that fails has its remarks already.
 */
export async function reviewAtEnd(
  { job, report, signals }: Stage,
  harness: Harness,
  collected: Pick<Collected, 'files'>,
): Promise<void> {
  const { assignment, emit, record } = job
  const model = job.roles.reviewer
  if (model === null || report.outcome.kind !== 'done' || failedGates(report).length > 0) return
  phase(emit, 'review', assignment.roles?.reviewer?.name)
  const reviewed = await reviewChange(
    { harness, assignment, acceptance: report.acceptance, collected },
    {
      ...{ model, record, signal: signals.work, over: whyOver({ report, signals }, harness.limits) },
      budget: harness.limits.cost - report.usage.cost,
    },
  )
  report.usage = addUsage(report.usage, reviewed.usage)
  report.turns += reviewed.turns
  report.gates = [...report.gates, { before: null, after: reviewed.result }]
  report.findings = [...report.findings, ...reviewed.findings]
  emit({ type: 'gate', round: report.repairs + 1, result: reviewed.result })
  tellFindings(emit, reviewed.findings)
}
