import type { Limit, Urgency } from './limits.ts'

/** Counts what counts towards one limit. */
export type Meter = {
  /** When there is room for this: `now`, a later time, or Infinity: not before something under way is answered. */
  roomAt: (cost: number, urgency: Urgency, now: number) => number
  begin: (cost: number, now: number) => void
  end: (cost: number, now: number) => void
  /** Nothing of what it remembers matters any more. */
  isIdle: (now: number) => boolean
}

/**
 * No more than `most` in any window of `length`. GitHub counts a request somewhere between its start and its answer, so
 * it takes its place from the one until a whole window after the other: at no time does GitHub see more.
 */
export function createWindow({ most, length, background }: Limit): Meter {
  let underWay = 0
  let counted = 0
  const log: { at: number; cost: number }[] = []

  const forget = (now: number) => {
    const first = log.findIndex(({ at }) => at + length > now)
    const gone = log.splice(0, first === -1 ? log.length : first)
    for (const { cost } of gone) counted -= cost
  }

  return {
    roomAt(cost, urgency, now) {
      forget(now)
      let over = underWay + counted + cost - (urgency === 'urgent' ? most : background)
      if (over <= 0) return now
      for (const entry of log) {
        over -= entry.cost
        if (over <= 0) return entry.at + length
      }
      return Number.POSITIVE_INFINITY
    },
    begin(cost) {
      underWay += cost
    },
    end(cost, now) {
      underWay -= cost
      forget(now)
      if (length === 0) return
      counted += cost
      log.push({ at: now, cost })
    },
    isIdle(now) {
      forget(now)
      return underWay === 0 && log.length === 0
    },
  }
}

/** A bucket of `burst` that gets one more `every` so many milliseconds, for what is not urgent. */
export function createBucket({ burst, every }: { burst: number; every: number }): Meter {
  /** When it will be full again. */
  let fullAt = Number.NEGATIVE_INFINITY
  return {
    roomAt: (_, urgency, now) => (urgency === 'urgent' ? now : Math.max(now, fullAt - (burst - 1) * every)),
    begin(_, now) {
      fullAt = Math.max(now, fullAt) + every
    },
    end() {},
    isIdle: (now) => fullAt <= now,
  }
}
