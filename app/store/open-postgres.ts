import pg from 'pg'
import type { Database, Queries } from './database.ts'
import { keepListening } from './keep-listening.ts'

/** Of one process; a Postgres takes 100 unless it is told otherwise. pg-boss has its own few. */
const CONNECTIONS = 10
const BOSS_CONNECTIONS = 4
/** What takes longer than this hangs; the work is tried again. Milliseconds. */
const ANSWERS_WITHIN = 30_000
const CONNECTS_WITHIN = 10_000

/** Milliseconds and GitHub's ids are whole numbers that JavaScript counts exactly; the driver would give them as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** A Postgres of one's own. A connection that breaks is replaced; what was under way on it is refused, and tried again by whoever asked. */
export function openPostgres(url: string, onTrouble: (error: Error) => void): Database {
  const settings = {
    connectionString: url,
    application_name: 'reins',
    connectionTimeoutMillis: CONNECTS_WITHIN,
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...settings, types, max: CONNECTIONS, query_timeout: ANSWERS_WITHIN })
  pool.on('error', onTrouble)
  const stops = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    ...on(pool),
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      // The pool listens only to those that lie idle, and what nobody listens to ends the process.
      const lost = (error: Error) => {
        broken = error
        onTrouble(error)
      }
      client.on('error', lost)
      try {
        await client.query('BEGIN')
        const result = await work(on(client))
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((second: Error) => {
          broken = second
        })
        throw error
      } finally {
        client.off('error', lost)
        // One that did not even take the rollback is not lent again.
        client.release(broken)
      }
    },
    async listen(channel, heard) {
      const stop = await keepListening(settings, { channel, heard, onTrouble })
      stops.add(stop)
      return async () => {
        stops.delete(stop)
        await stop()
      }
    },
    boss: () => ({ ...settings, max: BOSS_CONNECTIONS }),
    async close() {
      await Promise.all([...stops].map((stop) => stop()))
      await pool.end()
    },
  }
}

function on(connection: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>): Queries {
  return {
    query: async <Row extends object>(text: string, values?: unknown[]) =>
      (await (connection as pg.Pool).query<Row & pg.QueryResultRow>(text, values)).rows,
  }
}
