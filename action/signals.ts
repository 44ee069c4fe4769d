import type { Outcome } from '../core/run/report.ts'
import { duration } from '../core/say/numbers.ts'

/** Gates still run after the time limit, so that the work is judged; but not for ever. */
const GATES_GRACE = 10 * 60_000

export type Signals = {
  /** For setup, baseline and agent: a stop, or the time limit. */
  work: AbortSignal
  /** For the gates: a stop, or the time limit and a good while. */
  gates: AbortSignal
  /** How the run ended, when it was not by itself; else what was given. */
  settle: (outcome: Outcome) => Outcome
}

/** @param stop aborts with a reason in words when a person or the workflow stops the run. */
export function createSignals(stop: AbortSignal, time: number): Signals {
  const late = AbortSignal.timeout(time)
  return {
    work: AbortSignal.any([stop, late]),
    gates: AbortSignal.any([stop, AbortSignal.timeout(time + GATES_GRACE)]),
    settle: (outcome) => {
      if (stop.aborted) return { kind: 'cancelled', detail: String(stop.reason).slice(0, 2_000) }
      // The agent knows only what setup and baseline left of the time; a person set the whole.
      const outOfTime = outcome.kind === 'limit' && outcome.limit === 'time'
      const cut = late.aborted && (outcome.kind === 'cancelled' || outcome.kind === 'error')
      if (!outOfTime && !cut) return outcome
      return { kind: 'limit', limit: 'time', detail: `The time limit of ${duration(time)} is over.` }
    },
  }
}
