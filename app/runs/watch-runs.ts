import { dueAt, type Late, type RunTimes, toLate } from './due-at.ts'
import type { Run } from './run.ts'
import type { RunStore } from './run-store.ts'

/** Between two looks at the database, for runs that other processes began. Milliseconds. */
const LOOK_EVERY = 5_000
/** Runs ended at one look; more wait for the next. */
const MOST = 100

export type Watch = {
  /** After every change of a run's state, and when it was told to stop: no run waits longer than it must for a look. */
  follow: (run: Run) => void
  /** What a runner gets beside the agent's own time; its token is good for no longer. Milliseconds. */
  aroundTheAgent: number
  /** Before each further start of a run that never began. Milliseconds. */
  again: readonly number[]
  start: () => void
  close: () => void
}

type Options = {
  runs: Pick<RunStore, 'due' | 'get'>
  now: () => number
  times: RunTimes
  onLate: (key: string, late: Late) => Promise<void>
  onTrouble: (error: Error) => void
}

/** Ends runs whose time is over, whichever process they were begun by. */
export function createWatch({ runs, now, times, onLate, onTrouble }: Options): Watch {
  let timer: NodeJS.Timeout | undefined
  let next = Number.POSITIVE_INFINITY
  let closed = false

  function lookAt(at: number): void {
    if (closed || at >= next) return
    clearTimeout(timer)
    next = at
    timer = setTimeout(() => void look(), Math.max(0, at - now()))
    timer.unref()
  }

  async function look(): Promise<void> {
    next = Number.POSITIVE_INFINITY
    try {
      for (const key of await runs.due(now(), MOST)) {
        const run = await runs.get(key)
        const late = run === null ? null : toLate(run, times)
        if (late !== null) await onLate(key, late)
      }
    } catch (error) {
      onTrouble(error as Error)
    }
    lookAt(now() + LOOK_EVERY)
  }

  return {
    aroundTheAgent: times.aroundTheAgent,
    again: times.again,
    start: () => lookAt(now()),
    follow(run) {
      const at = dueAt(run, { times, now: now() })
      if (at !== null) lookAt(at)
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
