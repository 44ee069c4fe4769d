import { isLive, type Run } from './run.ts'
import type { RunStore } from './run-store.ts'

/** Who waits for the end of a run. */
export type Ends = {
  /** @returns the run when it has ended; as it stands when that takes too long; null: there is none. */
  of: (key: string) => Promise<Run | null>
  /** After every change of a run's state. */
  heard: (run: Run) => void
  /** From now on nobody waits: who does is told how it stands. */
  close: () => void
}

/** A runner's call is answered by then. Milliseconds. */
const WITHIN = 4 * 60_000
/** Another process may do the work; then nobody tells us. */
const LOOK_EVERY = 2_000

export function createEnds(runs: Pick<RunStore, 'get'>, { within = WITHIN, every = LOOK_EVERY } = {}): Ends {
  const waiting = new Map<string, Set<() => void>>()
  let open = true

  function wake(key: string): void {
    for (const one of waiting.get(key) ?? []) one()
  }

  async function change(key: string, ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const mine = waiting.get(key) ?? new Set()
    waiting.set(key, mine)
    await new Promise<void>((resolve) => {
      mine.add(resolve)
      timer = setTimeout(resolve, ms)
    })
    clearTimeout(timer)
    if (waiting.get(key) === mine) waiting.delete(key)
  }

  return {
    async of(key) {
      const until = performance.now() + within
      for (;;) {
        // Asked for first, so that nothing is missed between the look and the wait.
        const changed = change(key, every)
        const run = await runs.get(key)
        if (run === null || !isLive(run) || !open || performance.now() >= until) {
          wake(key)
          return run
        }
        await changed
      }
    },
    heard(run) {
      if (!isLive(run)) wake(run.key)
    },
    close() {
      open = false
      for (const key of waiting.keys()) wake(key)
    },
  }
}
