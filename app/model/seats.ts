/** Who may make a call now. */
export type Seats = {
  /**
   * @param bytes Of its request, held until the call is over.
   * @returns a seat, to be left then, or why there is none.
   */
  take: (key: string, bytes: number) => Seat | NoSeat
  /** Ends the calls of a run. */
  drop: (key: string) => void
  /** Ends all, for good. */
  close: () => void
  /** How many there are. */
  taken: () => number
}
export type NoSeat = 'run' | 'all' | 'closed'
export type Seat = {
  signal: AbortSignal
  /** Ends its call, if it is not over. */
  stop: () => void
  leave: () => void
}

/** At once of one run; over all runs, and bytes of all their requests. */
export type AtOnce = { run: number; all: number; bytes: number }

export function createSeats(most: AtOnce): Seats {
  const taken = new Map<string, Set<AbortController>>()
  let all = 0
  let held = 0
  let closed = false
  const drop = (key: string) => {
    for (const stop of taken.get(key) ?? []) stop.abort()
  }
  return {
    take(key, bytes) {
      if (closed) return 'closed'
      const own = taken.get(key) ?? new Set()
      if (own.size >= most.run) return 'run'
      if (all >= most.all || held + bytes > most.bytes) return 'all'
      const stop = new AbortController()
      taken.set(key, own.add(stop))
      all++
      held += bytes
      return {
        signal: stop.signal,
        stop: () => void (own.has(stop) && stop.abort()),
        leave() {
          if (!own.delete(stop)) return
          all--
          held -= bytes
          if (own.size === 0) taken.delete(key)
        },
      }
    },
    drop,
    taken: () => all,
    close() {
      closed = true
      for (const key of taken.keys()) drop(key)
    },
  }
}
