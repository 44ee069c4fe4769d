import type { Db as BossDatabase, PgBoss } from 'pg-boss'

/** Whoever may be asked: the database itself, or one transaction of it. Parameters stand as $1, $2 … */
export type Queries = {
  query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>
}

/** Where everything that must outlive the process is kept. */
export type Database = Queries & {
  kind: 'pglite' | 'postgres'
  /**
   * All of it or nothing. What is asked meanwhile has to be asked of `tx`: the embedded database has one connection, and
   * a question beside it would wait for the end of the transaction that waits for it.
   */
  transaction: <Result>(work: (tx: Queries) => Promise<Result>) => Promise<Result>
  /** Calls back when somebody, in this process or another, notifies the channel. @returns how to stop listening. */
  listen: (channel: string, heard: () => void) => Promise<() => Promise<void>>
  /** How pg-boss reaches it. */
  boss: () => ConstructorParameters<typeof PgBoss>[0] & object
  close: () => Promise<void>
}

/** A transaction as pg-boss wants it, so that a job is stored together with what it is about. */
export function forBoss({ query }: Queries): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: await query(text, values) }) }
}
