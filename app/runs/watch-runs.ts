import { isLive, type Run } from './run.ts'

/** A hosted runner is there within minutes; what waits longer for one is told to people. Milliseconds. */
const CLAIM_WITHIN = 20 * 60_000
/** Fetching, setup and checks come on top of the agent's own time; the job itself ends after 90 minutes. */
const AROUND_THE_AGENT = 60 * 60_000
/** A runner that was told to stop may still send what it has. */
const STOP_WITHIN = 2 * 60_000

export type RunTimes = { claimWithin: number; aroundTheAgent: number; stopWithin: number }
export const RUN_TIMES: RunTimes = {
  claimWithin: CLAIM_WITHIN,
  aroundTheAgent: AROUND_THE_AGENT,
  stopWithin: STOP_WITHIN,
}

export type Watch = {
  /** After every change of a run's state, and when it was told to stop. */
  follow: (run: Run) => void
  /** What a runner gets beside the agent's own time; its token is good for no longer. Milliseconds. */
  aroundTheAgent: number
  close: () => void
}

export type Late = { to: 'timed_out' | 'cancelled'; detail: string }

/** One timer per run: what never begins, never reports or never stops ends all the same. */
export function createWatch(onLate: (key: string, late: Late) => void, times: RunTimes = RUN_TIMES): Watch {
  const timers = new Map<string, NodeJS.Timeout>()

  const set = (key: string, within: number, late: Late) => {
    clearTimeout(timers.get(key))
    const timer = setTimeout(() => {
      timers.delete(key)
      onLate(key, late)
    }, within)
    timer.unref()
    timers.set(key, timer)
  }

  return {
    aroundTheAgent: times.aroundTheAgent,
    follow(run) {
      const { limits } = run.assignment
      if (!isLive(run) || run.state === 'reported') {
        clearTimeout(timers.get(run.key))
        timers.delete(run.key)
      } else if (run.stop !== null) set(run.key, times.stopWithin, { to: 'cancelled', detail: run.stop })
      else if (run.state === 'dispatched')
        set(run.key, times.claimWithin, {
          to: 'timed_out',
          detail: `No runner began within ${minutes(times.claimWithin)}. Is a runner free, and is Actions enabled?`,
        })
      else if (run.state === 'running')
        set(run.key, limits.time + times.aroundTheAgent, {
          to: 'timed_out',
          detail: `The runner sent no report within ${minutes(limits.time + times.aroundTheAgent)}.`,
        })
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} minutes`
}
