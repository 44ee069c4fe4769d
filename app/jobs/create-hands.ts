import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pass } from 'node:timers/promises'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { inBatches } from './in-batches.ts'
import type { Job } from './job-queue.ts'

export type Work<Data extends object> = {
  /** Does one job. What it throws is a bug or a broken network: the job is tried again, until `dead`. */
  work: (job: Job<Data>) => Promise<void>
  /** A job is given up. When this throws, it is asked again later, but for the last time. */
  dead: (job: Job<Data>, error: unknown) => Promise<void>
  /** Whether it would fail the same way however often it is tried. */
  isFinal?: (error: unknown) => boolean
  /** Whether something more urgent is going on: then jobs are begun more slowly, and never not at all. */
  givesWay?: () => boolean
  onTrouble: (error: Error) => void
  /** Jobs under way at a time: of this process, and of one group. Most of the time they wait for GitHub. */
  sideBySide: number
  ofOne: number
  /** How often a job is tried, and how often again to give it up. One that ends its process counts as tried, too. */
  tries: number
  triesOfDead: number
  /** Milliseconds between two times that this process says that it is at its jobs. */
  beat: number
}

/** What this process has under way of a queue. */
export type Hands = {
  /** @param poll Milliseconds between two looks for what nobody told us of. */
  start: (poll: number) => void
  /** There may be something to do. */
  wake: () => void
  /** Resolves when nobody looks for jobs, and none that was begun is under way. */
  idle: () => Promise<void>
  /** Begins nothing more, and resolves when what was begun is done or handed back. */
  close: () => Promise<void>
}

/** As long as at least this share of the hands has nothing to do, a job is fetched at once; else several together, a little later. */
const FREE = 1 / 4
/** Milliseconds. A look for jobs costs more the more of them wait, so one look finds several. */
const GATHER = 20
/** The longest that a look for jobs gives way. Milliseconds. */
const GIVES_WAY = 500
/** Jobs done at about the same time are noted together. */
const DONE_AT_ONCE = 100

/** Fetches the jobs of a queue, does them side by side, and notes what became of each. */
export function createHands<Data extends object>(boss: PgBoss, name: string, options: Work<Data>): Hands {
  const { onTrouble, sideBySide, ofOne, tries, triesOfDead } = options
  const underway = new Map<JobWithMetadata<Data>, Promise<void>>()
  /** Not before it is started. */
  let open = false
  /** A job belongs to nobody who woke us: not to his scope in the log, nor to his trace. */
  const outside = AsyncLocalStorage.snapshot()
  let filling: Promise<void> | null = null
  let again = false

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
      const last = tried >= tries + triesOfDead
      try {
        await options.dead({ ...job, last }, error)
      } catch (second) {
        if (!last) return fail(fetched, second)
        // A failed one would hold up its lane for ever.
        onTrouble(second as Error)
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

  let poll: NodeJS.Timeout | undefined
  const beat = setInterval(() => {
    const ids = [...underway.keys()].map(({ id }) => id)
    if (ids.length > 0) boss.touch(name, ids).catch(onTrouble)
  }, options.beat)
  beat.unref()

  async function idle(): Promise<void> {
    while (filling !== null || underway.size > 0) {
      await filling
      await Promise.allSettled(underway.values())
    }
  }

  return {
    start(every) {
      open = true
      poll = setInterval(wake, every)
      poll.unref()
      wake()
    },
    wake,
    idle,
    async close() {
      open = false
      clearInterval(poll)
      await idle()
      // Not before: what is under way would be taken for that of a process that is gone.
      clearInterval(beat)
    },
  }
}
