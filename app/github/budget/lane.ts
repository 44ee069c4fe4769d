import type { Account, Answer, Ask } from './account.ts'

/** The time, and being woken at one. */
export type Clock = { now: () => number; after: (ms: number, wake: () => void) => () => void }

export type Waiter = {
  ask: Ask
  /** Waits no longer than until then. */
  deadline: number
  start: (end: (answer: Answer) => void) => void
  /** Milliseconds after which it may be tried again. */
  refuse: (after: number) => void
}

export type Lane = {
  enter: (waiter: Waiter) => void
  waiting: () => { urgent: number; background: number }
  /** Refuses everything that waits and is not urgent. */
  hurry: () => void
}

/**
 * Requests of one account, urgent ones first, in the order they came. One that has no room holds back those behind it
 * only where they would take what it waits for: reads pass a comment that waits for its minute.
 */
export function createLane(account: Account, { now, after }: Clock): Lane {
  const queues: { urgent: Waiter[]; background: Waiter[] } = { urgent: [], background: [] }
  let cancel = () => {}

  /** Takes the place now; what is told is told when the queues are in order again. */
  function take({ ask, start }: Waiter): () => void {
    const end = account.begin(ask, now())
    let open = true
    return () =>
      start((answer) => {
        if (!open) return
        open = false
        end(answer, now())
        pump()
      })
  }

  function pump(): void {
    cancel()
    const at = now()
    const held = new Set<string>()
    let wake = Number.POSITIVE_INFINITY
    const told: (() => void)[] = []

    const settle = (waiter: Waiter): boolean => {
      const room = account.roomFor(waiter.ask, at)
      const behind = account.limitsOf(waiter.ask).some((name) => held.has(name))
      if (!behind && room.at <= at) {
        told.push(take(waiter))
        return true
      }
      if (waiter.deadline <= at || (Number.isFinite(room.at) && room.at > waiter.deadline)) {
        told.push(() => waiter.refuse(Number.isFinite(room.at) ? room.at - at : 0))
        return true
      }
      for (const name of room.lacks) held.add(name)
      wake = Math.min(wake, waiter.deadline, room.at > at ? room.at : waiter.deadline)
      return false
    }
    queues.urgent = queues.urgent.filter((waiter) => !settle(waiter))
    queues.background = queues.background.filter((waiter) => !settle(waiter))
    cancel = Number.isFinite(wake) ? after(Math.max(1, wake - at), pump) : () => {}
    for (const tell of told) tell()
  }

  return {
    enter(waiter) {
      queues[waiter.ask.urgency === 'urgent' ? 'urgent' : 'background'].push(waiter)
      pump()
    },
    waiting: () => ({ urgent: queues.urgent.length, background: queues.background.length }),
    hurry() {
      for (const waiter of queues.background) waiter.deadline = now()
      pump()
    },
  }
}
