import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pass } from 'node:timers/promises'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { type Database, forBoss } from '../store/database.ts'
import { inBatches } from './in-batches.ts'
import type { Job, JobQueue } from './job-queue.ts'
import { nextId } from './next-id.ts'

/** `poll`: milliseconds between two looks for what nobody told us of: later tries, and jobs of an instance that is gone. */
export type JobTimes = {
  poll: number
  /** Whole seconds before the second try; they double, with jitter, up to `longest`. */
  delay: number
  longest: number
}
export const JOB_TIMES: JobTimes = { poll: 2_000, delay: 2, longest: 300 }

type Options<Data extends object> = {
  boss: PgBoss
  database: Database
  name: string
  /** Does one job. What it throws is a bug or a broken network: the job is tried again, until `dead`. */
  work: (job: Job<Data>) => Promise<void>
  /** A job is given up. When this throws, it is asked again later. */
  dead: (job: Job<Data>, error: unknown) => Promise<void>
  /** Whether it would fail the same way however often it is tried. */
  isFinal?: (error: unknown) => boolean
  /** Whether something more urgent is going on: then jobs are begun more slowly, and never not at all. */
  givesWay?: () => boolean
  onTrouble: (error: Error) => void
  times?: JobTimes | undefined
  /** Jobs under way at a time: of this process, and of one group. Most of the time they wait for GitHub. */
  sideBySide?: number
  ofOne?: number
  /** How often a job is tried. One that ends its process counts as tried, too. */
  tries?: number
}

const TRIES = 5
/** `dead` may need tries of its own. */
const TRIES_OF_DEAD = 10
/** A job is longer under way than this only when GitHub's limits make it wait. Seconds. */
const EXPIRES = 7_200
/** A process that has not said for so long that it is at work is gone. Seconds, and how often it says so in milliseconds. */
const HEARTBEAT = 30
const BEAT = 10_000
/** As long as at least this share of the hands has nothing to do, a job is fetched at once; else several together, a little later. */
const FREE = 1 / 4
/** Milliseconds. A look for jobs costs more the more of them wait, so one look finds several. */
const GATHER = 20
/** The longest that a look for jobs gives way. Milliseconds. */
const GIVES_WAY = 500
/** Jobs done at about the same time are noted together. */
const DONE_AT_ONCE = 100
/** Jobs that are done are kept for who asks what happened. Seconds. */
const KEPT = 3_600

/** Jobs in the database, by pg-boss: of one lane in order, of several side by side. */
export async function createJobQueue<Data extends object>(options: Options<Data>): Promise<JobQueue<Data>> {
  const {
    boss,
    database,
    name,
    onTrouble,
    times = JOB_TIMES,
    sideBySide = 100,
    ofOne = 20,
    tries = TRIES,
  } = options
  const channel = `reins_${name}`
  const underway = new Map<JobWithMetadata<Data>, Promise<void>>()
  /** Not before it is started. */
  let open = false
  /** A job belongs to nobody who woke us: not to his scope in the log, nor to his trace. */
  const outside = AsyncLocalStorage.snapshot()
  let filling: Promise<void> | null = null
  let again = false

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

  async function fill(): Promise<void> {
    do {
      again = false
      const free = sideBySide - underway.size
      if (!open || free <= 0) return
      if (free < sideBySide * FREE) await pass(GATHER)
      for (let waited = 0; waited < GIVES_WAY && options.givesWay?.() === true; waited += GATHER)
        await pass(GATHER)
      if (!open) return
      // What is fetched at once may be one group's, so it is no more than one may have.
      const batchSize = Math.min(sideBySide - underway.size, ofOne)
      const jobs = await boss.fetch<Data>(name, { batchSize, includeMetadata: true, ignoreGroups: busy() })
      for (const job of jobs) begin(job)
      if (jobs.length === batchSize) again = true
    } while (again)
  }

  /** Groups that have as many jobs under way in this process as one may have, and up to as many again. */
  function busy(): string[] {
    const counts = new Map<string, number>()
    for (const { groupId } of underway.keys())
      if (groupId) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
    return [...counts].flatMap(([group, count]) => (count >= ofOne ? [group] : []))
  }

  function wake(): void {
    again = true
    filling ??= outside(fill)
      .catch(onTrouble)
      .finally(() => {
        filling = null
        // Somebody came between the last look and now.
        if (again) wake()
      })
  }

  function begin(job: JobWithMetadata<Data>): void {
    const done = run(job)
      .catch(onTrouble)
      .finally(() => {
        underway.delete(job)
        wake()
      })
    underway.set(job, done)
  }

  async function run(fetched: JobWithMetadata<Data>): Promise<void> {
    const tried = fetched.retryCount
    const job = { data: fetched.data, tried, last: tried >= tries - 1 }
    try {
      if (tried >= tries) throw new Error(`It was begun ${tried} times and never came to an end.`)
      await options.work(job)
    } catch (error) {
      if (!job.last && options.isFinal?.(error) !== true) return fail(fetched, error)
      try {
        await options.dead(job, error)
      } catch (second) {
        return fail(fetched, second)
      }
    }
    await complete(fetched.id)
  }

  const complete = inBatches<string, void>({
    async carryOut(ids) {
      await boss.complete(name, ids)
      return ids.map(() => undefined)
    },
    most: DONE_AT_ONCE,
  })

  async function fail({ id }: JobWithMetadata<Data>, error: unknown): Promise<void> {
    await boss.fail(name, id, { message: error instanceof Error ? error.message : String(error) })
  }

  async function ready(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND state < 'active' AND start_after <= now()`,
      [name],
    )
    return row?.count ?? 0
  }

  let poll: NodeJS.Timeout | undefined
  const beat = setInterval(() => {
    const ids = [...underway.keys()].map(({ id }) => id)
    if (ids.length > 0) boss.touch(name, ids).catch(onTrouble)
  }, BEAT)
  beat.unref()
  const stopListening =
    database.kind === 'postgres' ? await database.listen(channel, wake) : async () => undefined

  return {
    start() {
      open = true
      poll = setInterval(wake, times.poll)
      poll.unref()
      wake()
    },
    async add(tx, ...jobs) {
      const inserts = jobs.map(({ data, lane, group, after = 0 }) => ({
        ...{ id: nextId(), data, singletonKey: lane, group: { id: group } },
        ...(after > 0 && { startAfter: new Date(Date.now() + after) }),
      }))
      await boss.insert(name, inserts, { db: forBoss(tx) })
      if (database.kind === 'postgres') await tx.query('SELECT pg_notify($1, $2)', [channel, ''])
    },
    wake,
    async settled() {
      for (;;) {
        await filling
        await Promise.allSettled(underway.values())
        if (underway.size > 0 || filling !== null) continue
        if (!open || (await ready()) === 0) return
        wake()
      }
    },
    async depth() {
      const [row] = await database.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND state < 'active'`,
        [name],
      )
      return row?.count ?? 0
    },
    async close() {
      open = false
      clearInterval(poll)
      clearInterval(beat)
      await stopListening()
      await filling
      await Promise.allSettled(underway.values())
    },
  }
}
