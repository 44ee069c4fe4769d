import { type Delivery, type Inbox, InboxFull } from './inbox.ts'
import { laneOf } from './lane.ts'

type Options = {
  /** Does the work of one delivery. What it throws is a bug or a broken network, and goes to `onError`. */
  work: (delivery: Delivery) => Promise<void>
  onError: (error: unknown, delivery: Delivery) => void
  /** Subjects worked on side by side; GitHub allows 100 requests at a time. */
  sideBySide?: number
  /** Deliveries that may wait. */
  room?: number
  /** Delivery ids remembered. */
  memory?: number
}

/** An inbox that lives as long as the process. */
export function createMemoryInbox(options: Options): Inbox {
  const { work, onError, sideBySide = 20, room = 10_000, memory = 100_000 } = options
  const seen = new Set<string>()
  /** Subjects with something to do, in the order they came; the first delivery of a busy one is under way. */
  const lanes = new Map<string, Delivery[]>()
  const busy = new Set<string>()
  const waiters: (() => void)[] = []
  let waiting = 0
  let open = true

  async function run(lane: string, queue: Delivery[]): Promise<void> {
    const delivery = queue.shift()
    if (!delivery) return
    busy.add(lane)
    waiting--
    try {
      await work(delivery)
    } catch (error) {
      onError(error, delivery)
    }
    busy.delete(lane)
    // A subject that has more to do goes to the end, so that one busy issue does not hold up the others.
    lanes.delete(lane)
    if (queue.length > 0) lanes.set(lane, queue)
    start()
  }

  function start(): void {
    for (const [lane, queue] of lanes) {
      if (busy.size >= sideBySide) return
      if (!busy.has(lane)) void run(lane, queue)
    }
    if (lanes.size === 0) for (const resolve of waiters.splice(0)) resolve()
  }

  const settled = () =>
    lanes.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiters.push(resolve))

  return {
    async receive(delivery) {
      if (seen.has(delivery.guid)) return 'seen'
      if (!open || waiting >= room) throw new InboxFull()
      seen.add(delivery.guid)
      if (seen.size > memory) seen.delete(seen.values().next().value ?? '')
      const lane = laneOf(delivery)
      const queue = lanes.get(lane)
      if (queue) queue.push(delivery)
      else lanes.set(lane, [delivery])
      waiting++
      setImmediate(start)
      return 'new'
    },
    settled,
    depth: () => ({ waiting, room: open ? room : 0 }),
    async close() {
      open = false
      await settled()
    },
  }
}
