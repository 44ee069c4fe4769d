import type { PgBoss } from 'pg-boss'
import { type Database, forBoss } from '../store/database.ts'
import { createHands, type Work } from './create-hands.ts'
import type { JobQueue } from './job-queue.ts'
import { nextId } from './next-id.ts'

export type JobTimes = {
  /** Milliseconds between two looks for what nobody told us of: later tries, and jobs of an instance that is gone. */
  poll: number
  /** Milliseconds between two times that a process says that it is at its jobs. */
  beat: number
  /** Whole seconds before the second try; they double, with jitter, up to `longest`. */
  delay: number
  longest: number
}
export const JOB_TIMES: JobTimes = { poll: 2_000, beat: 10_000, delay: 2, longest: 300 }

type Settings = 'sideBySide' | 'ofOne' | 'tries'
type Options<Data extends object> = Omit<Work<Data>, Settings | 'triesOfDead' | 'beat'> &
  Partial<Pick<Work<Data>, Settings>> & {
    boss: PgBoss
    database: Database
    name: string
    times?: JobTimes | undefined
  }

const TRIES = 5
/** `dead` may need tries of its own. */
const TRIES_OF_DEAD = 10
/** A job is longer under way than this only when GitHub's limits make it wait. Seconds. */
const EXPIRES = 7_200
/** A process that has not said for so long that it is at work is gone. Seconds. */
const HEARTBEAT = 30
/** Jobs that are done are kept for who asks what happened. Seconds. */
const KEPT = 3_600

/** Jobs in the database, by pg-boss: of one lane in order, of several side by side. */
export async function createJobQueue<Data extends object>(options: Options<Data>): Promise<JobQueue<Data>> {
  const { boss, database, name, times = JOB_TIMES } = options
  const { sideBySide = 100, ofOne = 20, tries = TRIES } = options
  const channel = `reins_${name}`
  await boss.createQueue(name, { policy: 'key_strict_fifo' })
  await boss.updateQueue(name, {
    retryLimit: tries + TRIES_OF_DEAD,
    retryDelay: times.delay,
    retryBackoff: times.delay > 0,
    ...(times.delay > 0 && { retryDelayMax: times.longest }),
    expireInSeconds: EXPIRES,
    heartbeatSeconds: HEARTBEAT,
    deleteAfterSeconds: KEPT,
  })
  // Nobody else is in the folder, so whoever was at work is gone.
  if (database.kind === 'pglite')
    await database.query(
      `UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE name = $1 AND state = 'active'`,
      [name],
    )
  const hands = createHands<Data>(boss, name, {
    ...options,
    ...{ sideBySide, ofOne, tries, triesOfDead: TRIES_OF_DEAD, beat: times.beat },
  })
  const stopListening =
    database.kind === 'postgres' ? await database.listen(channel, hands.wake) : async () => undefined
  let open = false

  async function count(which: string): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND ${which}`,
      [name],
    )
    return row?.count ?? 0
  }

  return {
    start() {
      open = true
      hands.start(times.poll)
    },
    async add(tx, ...jobs) {
      const inserts = jobs.map(({ data, lane, group, after = 0 }) => ({
        ...{ id: nextId(), data, singletonKey: lane, group: { id: group } },
        ...(after > 0 && { startAfter: new Date(Date.now() + after) }),
      }))
      await boss.insert(name, inserts, { db: forBoss(tx) })
      if (database.kind === 'postgres') await tx.query('SELECT pg_notify($1, $2)', [channel, ''])
    },
    wake: hands.wake,
    async settled() {
      for (;;) {
        await hands.idle()
        if (!open || (await count(`state < 'active' AND start_after <= now()`)) === 0) return
        hands.wake()
      }
    },
    waiting: () => count(`state < 'active'`),
    active: () => count(`state = 'active'`),
    async close() {
      open = false
      await hands.close()
      await stopListening()
    },
  }
}
