import type { Run } from './run.ts'

/** A hosted runner is there within minutes; what waits longer for one is told to people. Milliseconds. */
const CLAIM_WITHIN = 20 * 60_000
/** Fetching, setup and checks come on top of the agent's own time; the job itself ends after 90 minutes. */
const AROUND_THE_AGENT = 60 * 60_000
/** A runner that was told to stop may still send what it has. */
const STOP_WITHIN = 2 * 60_000

/** What GitHub did not start, or no runner began, is started again after so long, and no more often. Milliseconds. */
const AGAIN = [30_000, 120_000] as const

export type RunTimes = {
  claimWithin: number
  aroundTheAgent: number
  stopWithin: number
  /** Before each further start; as many as there are. */
  again: readonly number[]
}
export const RUN_TIMES: RunTimes = {
  claimWithin: CLAIM_WITHIN,
  aroundTheAgent: AROUND_THE_AGENT,
  stopWithin: STOP_WITHIN,
  again: AGAIN,
}

/** How a run ends that gives no sign in time. */
export type Late = { to: 'timed_out' | 'cancelled'; detail: string }

/**
 * When a run that gives no further sign is ended, in milliseconds since 1970; null: it waits for nobody. What never begins,
 * never reports or never stops ends all the same.
 *
 * @param now When a stop was asked for, that is now.
 */
export function dueAt(run: Run, { times, now }: { times: RunTimes; now: number }): number | null {
  const since = run.history.at(-1)?.at ?? now
  if (run.state === 'dispatched' || run.state === 'running') {
    if (run.stop !== null) return now + times.stopWithin
    return (
      since +
      (run.state === 'dispatched' ? times.claimWithin : run.assignment.limits.time + times.aroundTheAgent)
    )
  }
  return null
}

export function toLate({ state, stop, assignment: { limits } }: Run, times: RunTimes): Late | null {
  if (stop !== null) return { to: 'cancelled', detail: stop }
  if (state === 'dispatched')
    return {
      to: 'timed_out',
      detail: `No runner began within ${minutes(times.claimWithin)}. Is a runner free, and is Actions enabled?`,
    }
  if (state === 'running')
    return {
      to: 'timed_out',
      detail: `The runner sent no report within ${minutes(limits.time + times.aroundTheAgent)}.`,
    }
  return null
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} minutes`
}
