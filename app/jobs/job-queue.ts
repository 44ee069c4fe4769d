import type { Queries } from '../store/database.ts'

/** Work that outlives the process: it is stored with what it is about, and done until it is done or given up. */
export type JobQueue<Data extends object> = {
  /** Adds jobs in the caller's transaction. Jobs of one lane are done one after the other, in the order they came. */
  add: (tx: Queries, ...jobs: NewJob<Data>[]) => Promise<void>
  /** Begins with what waits. */
  start: () => void
  /** There may be something to do: after a transaction that added a job. */
  wake: () => void
  /** Resolves when nothing is waiting for its turn and nothing is under way; what waits for a later try is not waited for. */
  settled: () => Promise<void>
  /** How many jobs wait, later tries among them. */
  waiting: () => Promise<number>
  /** How many are under way, in all processes. */
  active: () => Promise<number>
  /** Begins nothing more, and resolves when what was begun is done or handed back. */
  close: () => Promise<void>
}

export type NewJob<Data extends object> = {
  data: Data
  lane: string
  /** Whose it is: no more than so many jobs of one are under way, so that no one's trouble takes all hands. */
  group: string
  /** Not before so many milliseconds from now. */
  after?: number
}

/** A job under way. */
export type Job<Data extends object> = {
  data: Data
  /** 0 at first. */
  tried: number
  /** When this try fails there is no other. */
  last: boolean
}

/** What is done for a run, each on its own so that a crash repeats no more than that. */
export type RunTask = {
  run: string
  task: 'dispatch' | 'publish' | 'finish'
  /** When the webhook came that asked for it; milliseconds since 1970. */
  askedAt?: number | undefined
}
