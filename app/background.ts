/** Work that nobody waits for, so that tests and a graceful stop can. */
export type Background = {
  track: <T>(work: Promise<T>) => Promise<T>
  /** Resolves when nothing is under way. */
  settled: () => Promise<void>
}

export function createBackground(): Background {
  const under = new Set<Promise<unknown>>()
  return {
    track(work) {
      under.add(work)
      const done = () => under.delete(work)
      work.then(done, done)
      return work
    },
    async settled() {
      while (under.size > 0) await Promise.allSettled(under)
    },
  }
}
