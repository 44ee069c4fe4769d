import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fromPglite } from 'pg-boss'
import type { Database, Queries } from '../database.ts'
import { keepDatabase } from './keep-database.ts'
import type { Question } from './messages.ts'
import { type DatabaseProcess, startDatabase } from './start-database.ts'

/**
 * The embedded Postgres in a folder, which it creates. Its process is replaced when it ends by itself; what was under way then is
 * refused, and tried again by whoever asked.
 *
 * @param ahead A process that was begun before anybody needed it.
 * @throws when another process holds the folder.
 */
export async function openPglite(
  folder: string,
  onTrouble: (error: Error) => void,
  ahead: DatabaseProcess = startDatabase(),
): Promise<Database> {
  // Whoever made a database holds more than three times the memory that one needs who opens it.
  const isMade = existsSync(join(folder, 'pgdata'))
  if (!isMade) await (await opened({ kind: 'make', folder }, ahead)).close()
  const begin = (process = startDatabase()) => opened({ kind: 'open', folder }, process)
  return over(await begin(isMade ? ahead : startDatabase()), begin, onTrouble)
}

/** The same in the memory of its process, empty or with what an archive of a data folder holds. */
export async function openInMemory(
  archive: string | null = null,
): Promise<Database & { save: (archive: string) => Promise<void> }> {
  const database = await opened({ kind: 'open in memory', archive })
  return {
    ...over(database, null, () => undefined),
    save: async (archive) => void (await database.ask({ kind: 'save', archive })),
  }
}

async function opened(question: Question, database = startDatabase()): Promise<DatabaseProcess> {
  try {
    await database.ask(question)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

function over(
  first: DatabaseProcess,
  begin: (() => Promise<DatabaseProcess>) | null,
  onTrouble: (error: Error) => void,
): Database {
  const listening = new Map<number, Listening>()
  const kept = keepDatabase({
    ...{ first, begin, onTrouble },
    async replaced(database) {
      for (const [listener, one] of listening) {
        await listen(database, listener, one)
        // What was said meanwhile cannot be known, so it counts as heard.
        one.heard()
      }
    },
  })
  const ask = async (question: Question) => (await kept.reach()).ask(question)
  const query = queryOf(ask, null)
  let last = 0
  return {
    kind: 'pglite',
    query,
    async transaction(work) {
      const { ask } = await kept.reach()
      const transaction = ++last
      const end = (how: 'commit' | 'rollback') => ask({ kind: 'end', transaction, how })
      ask({ kind: 'begin', transaction }).catch(() => undefined) // Whoever asks within it is told.
      try {
        const result = await work({ query: queryOf(ask, transaction) })
        await end('commit')
        return result
      } catch (error) {
        await end('rollback').catch(() => undefined) // It is over already.
        throw error
      }
    },
    async listen(channel, heard) {
      const listener = ++last
      const one = { channel, heard }
      await listen(await kept.reach(), listener, one)
      listening.set(listener, one)
      return async () => {
        listening.delete(listener)
        await ask({ kind: 'unlisten', listener })
      }
    },
    boss: () => ({
      db: fromPglite({
        query: async (text: string, values?: unknown[]) => ({ rows: await query<never>(text, values) }),
        exec: async (text: string) => [{ rows: await ask({ kind: 'exec', text }) }],
      }),
      backend: 'pglite',
    }),
    close: kept.close,
  }
}

function queryOf(ask: DatabaseProcess['ask'], transaction: number | null): Queries['query'] {
  return async <Row extends object>(text: string, values: unknown[] = []) =>
    (await ask({ kind: 'query', text, values, transaction })) as Row[]
}

type Listening = { channel: string; heard: () => void }

async function listen(
  database: DatabaseProcess,
  listener: number,
  { channel, heard }: Listening,
): Promise<void> {
  database.hear(listener, heard)
  await database.ask({ kind: 'listen', listener, channel })
}
