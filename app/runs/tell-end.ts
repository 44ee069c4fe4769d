import type { Conclusion } from '../../core/run/conclusion.ts'
import type { Reins } from '../reins.ts'
import type { Run } from './run.ts'

/** Counts an ended run, once, and says so in the log. `untold`: GitHub did not take its last word. */
export function tellEnd(
  { metrics, log }: Pick<Reins, 'metrics' | 'log'>,
  { state, history, usage }: Run,
  conclusion: Conclusion | 'untold',
): void {
  const ms = (history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0)
  metrics.runs.ended(state, conclusion)
  metrics.runs.lasted(ms / 1_000)
  log.info({ state, conclusion, ms, ...usage }, 'run ended')
}
