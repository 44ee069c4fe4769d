/** Work that is done again and again, one round after the other. */
export type Periodic = {
  start: () => void
  /** Resolves when no round is under way. */
  settled: () => Promise<void>
  /** Begins no more, and resolves when the round under way is over, or takes too long: what it does stands by itself, step by step. */
  close: () => Promise<void>
}

/** GitHub may take a minute to answer; who stops the app does not wait for that. Milliseconds. */
const CLOSES_WITHIN = 5_000

type Options = {
  /** From the end of a round to the next one. Milliseconds. */
  every: number
  /** Before the first round. Milliseconds. */
  first?: number
  /** `closed`: the round should come to its end. */
  work: (closed: () => boolean) => Promise<void>
  /** A round that broke off; the next one tries again. */
  onTrouble: (error: unknown) => void
}

export function createPeriodic({ every, first = 0, work, onTrouble }: Options): Periodic {
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()
  let closed = false

  function begin(): void {
    round = work(() => closed)
      .catch(onTrouble)
      .finally(() => next(every))
  }

  function next(after: number): void {
    if (closed) return
    timer = setTimeout(begin, after)
    timer.unref()
  }

  return {
    start: () => (first === 0 ? begin() : next(first)),
    settled: () => round,
    async close() {
      closed = true
      clearTimeout(timer)
      let late: NodeJS.Timeout | undefined
      await Promise.race([round, new Promise((resolve) => (late = setTimeout(resolve, CLOSES_WITHIN)))])
      clearTimeout(late)
    },
  }
}
