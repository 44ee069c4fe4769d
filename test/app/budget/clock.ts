import type { Clock } from '../../../app/github/budget/lane.ts'

/** A clock that stands until it is told to go on. */
export type TurnedClock = Clock & {
  /** Everything due until then happens in its order. */
  turnTo: (at: number) => void
  /** When the next thing is due, or Infinity. */
  next: () => number
}

export function createTurnedClock(): TurnedClock {
  let now = 0
  let order = 0
  const due = new Map<number, { at: number; wake: () => void }>()
  const first = () => [...due].sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
  return {
    now: () => now,
    after(ms, wake) {
      const id = order++
      due.set(id, { at: now + ms, wake })
      return () => due.delete(id)
    },
    next: () => first()?.[1].at ?? Number.POSITIVE_INFINITY,
    turnTo(at) {
      for (let one = first(); one !== undefined && one[1].at <= at; one = first()) {
        due.delete(one[0])
        now = Math.max(now, one[1].at)
        one[1].wake()
      }
      now = Math.max(now, at)
    },
  }
}
