import type { PgBoss } from 'pg-boss'
import { createJobQueue, type JobTimes } from '../jobs/create-job-queue.ts'
import { inBatches } from '../jobs/in-batches.ts'
import type { Database } from '../store/database.ts'
import { type Delivery, type Inbox, InboxFull } from './inbox.ts'
import { groupOf, laneOf } from './lane.ts'
import { readDelivery } from './read-delivery.ts'
import { type Stored, storeDeliveries, type ToStore, toStore } from './store-deliveries.ts'

type Options = {
  boss: PgBoss
  database: Database
  now: () => number
  /** Does the work of one delivery. What it throws is a bug or a broken network: it is tried again, a few times. */
  work: (delivery: Delivery) => Promise<void>
  /** A later delivery that waits does all of its work. */
  superseded: (delivery: Delivery) => void
  /** A delivery is given up. When this throws, it is asked again later; `last`: there is no other time. */
  dead: (error: unknown, delivery: Delivery, last: boolean) => Promise<void>
  isFinal?: (error: unknown) => boolean
  onTrouble: (error: Error) => void
  times?: JobTimes | undefined
  /** Subjects worked on side by side. */
  sideBySide?: number
  /** Of one installation. */
  ofOne?: number
  /** Deliveries that may wait. */
  room?: number
}

/** In one transaction. */
const REDRIVEN_AT_ONCE = 100
const ROOM = 50_000
/** As long as no more than so many are being stored, jobs are begun as ever. */
const AT_LEISURE = 10
/** Deliveries, and characters of them, in one transaction. */
const STORED_AT_ONCE = 100
const HEAVIEST = 4_000_000
/** How many wait is counted anew no more often than this. Milliseconds. */
const COUNT_EVERY = 1_000

/** An inbox in the database: what was answered with 202 is worked on, whatever happens to this process. */
export async function createInbox(options: Options): Promise<Inbox> {
  const { database, now, work, superseded, dead, room = ROOM } = options
  /** Deliveries that GitHub waits for an answer to. It does not ask a second time; work can wait. */
  let receiving = 0
  const queue = await createJobQueue<{ guid: string }>({
    ...options,
    name: 'deliveries',
    givesWay: () => receiving > AT_LEISURE,
    async work({ data, tried }) {
      const stored = await readDelivery(database, data.guid)
      // Its time was over before its turn came.
      if (stored === null) return
      if (stored.superseded) superseded(stored.delivery)
      else await work({ ...stored.delivery, again: tried > 0 })
      await noteDone(data.guid)
    },
    async dead({ data, last }, error) {
      const stored = await readDelivery(database, data.guid)
      if (stored === null) return
      await dead(error, stored.delivery, last)
      const why = error instanceof Error ? error.message : String(error)
      await database.query('UPDATE reins.deliveries SET done_at = $2, dead = $3 WHERE guid = $1', [
        data.guid,
        now(),
        JSON.stringify(why.slice(0, 1_000)),
      ])
    },
  })
  let open = true
  let counted = { at: 0, waiting: 0 }
  let counting: Promise<void> | null = null

  /** In a flood all of them ask at once, and one counts for all. */
  async function isFull(): Promise<boolean> {
    if (now() - counted.at >= COUNT_EVERY) {
      counting ??= count().finally(() => {
        counting = null
      })
      await counting
    }
    return counted.waiting >= room
  }

  async function count(): Promise<void> {
    const waiting = await queue.waiting()
    counted = { at: now(), waiting }
  }

  const noteDone = inBatches<string, void>({
    async carryOut(guids) {
      await database.query('UPDATE reins.deliveries SET done_at = $2 WHERE guid = ANY($1)', [guids, now()])
      return guids.map(() => undefined)
    },
    most: STORED_AT_ONCE,
  })
  const store = inBatches<ToStore, Stored>({
    async carryOut(deliveries) {
      const full = await isFull()
      return database.transaction((tx) => storeDeliveries(tx, { deliveries, add: queue.add, full }))
    },
    most: STORED_AT_ONCE,
    weigh: ({ payload }) => payload.length,
    heaviest: HEAVIEST,
  })

  return {
    async receive(delivery) {
      if (!open) throw new InboxFull()
      receiving += 1
      const outcome = await store({ ...toStore(delivery), receivedAt: delivery.receivedAt ?? now() }).finally(
        () => {
          receiving -= 1
        },
      )
      if (outcome === 'full') throw new InboxFull()
      queue.wake()
      return outcome
    },
    start: queue.start,
    settled: queue.settled,
    waiting: queue.waiting,
    active: queue.active,
    room: () => (open ? room : 0),
    async redrive(guid) {
      let redriven = 0
      for (;;) {
        const some = await database.transaction(async (tx) => {
          const rows = await tx.query<{
            guid: string
            event: string
            action: string | null
            payload: unknown
          }>(
            `UPDATE reins.deliveries SET dead = NULL, done_at = NULL WHERE guid IN (
               SELECT guid FROM reins.deliveries WHERE dead IS NOT NULL AND payload IS NOT NULL
                 AND ($1::text IS NULL OR guid = $1) LIMIT ${REDRIVEN_AT_ONCE} FOR UPDATE
             ) RETURNING guid, event, action, payload`,
            [guid],
          )
          for (const one of rows)
            await queue.add(tx, { data: { guid: one.guid }, lane: laneOf(one), group: groupOf(one) })
          return rows.length
        })
        queue.wake()
        redriven += some
        if (some < REDRIVEN_AT_ONCE) return redriven
      }
    },
    async close() {
      open = false
      await queue.close()
    },
  }
}
