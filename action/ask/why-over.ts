import type { Harness } from '../../core/harness/harness.ts'
import { money, plural } from '../../core/say/numbers.ts'
import type { Stage } from '../stage.ts'

/** Why the limits of a run leave no further call of a model, in words; or null. */
export function whyOver(
  { report, signals }: Pick<Stage, 'report' | 'signals'>,
  limits: Harness['limits'],
): string | null {
  if (report.turns >= limits.turns) return `the limit of ${plural(limits.turns, 'turn')} is used up.`
  if (report.usage.cost >= limits.cost)
    return `${money(report.usage.cost)} of ${money(limits.cost)} are used.`
  return signals.work.aborted ? 'the time of the run is over.' : null
}
