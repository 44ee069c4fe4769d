import { Counter, Histogram, type Registry } from 'prom-client'
import type { Conclusion } from '../../core/run/conclusion.ts'
import type { RunState } from '../../core/run/decision.ts'
import { BUCKETS } from './buckets.ts'

export type RunMetrics = {
  /** `untold`: GitHub did not take its end. */
  ended: (state: RunState, conclusion: Conclusion | 'untold') => void
  /** Seconds from the webhook that asked for it to the workflow that was started for it. */
  dispatched: (seconds: number) => void
  /** Seconds from being asked for to its end. */
  lasted: (seconds: number) => void
  /** Seconds from the report to the last word. */
  published: (seconds: number) => void
}

export function runMetrics(register: Registry): RunMetrics {
  const registers = [register]
  const ended = new Counter({
    ...{ name: 'reins_runs_ended_total', help: 'Runs that ended, by state and conclusion.' },
    ...{ labelNames: ['state', 'conclusion'] as const, registers },
  })
  const histogram = (name: string, help: string, buckets: readonly number[]) =>
    new Histogram({ name, help, buckets: [...buckets], registers })
  const dispatch = histogram(
    'reins_dispatch_seconds',
    'From the webhook that asks for a run to the start of its workflow.',
    BUCKETS.work,
  )
  const run = histogram('reins_run_seconds', 'From being asked for to the end of a run.', BUCKETS.run)
  const publication = histogram(
    'reins_publication_seconds',
    'From the report of a run to the last word on GitHub.',
    BUCKETS.work,
  )
  return {
    ended: (state, conclusion) => ended.inc({ state, conclusion }),
    dispatched: (seconds) => dispatch.observe(seconds),
    lasted: (seconds) => run.observe(seconds),
    published: (seconds) => publication.observe(seconds),
  }
}
