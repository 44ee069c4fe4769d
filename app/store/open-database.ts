import { resolve } from 'node:path'
import type { AppConfig } from '../config.ts'
import type { Database } from './database.ts'
import { openPglite } from './embedded/open-pglite.ts'
import type { DatabaseProcess } from './embedded/start-database.ts'
import { migrate } from './migrate.ts'
import { NoDatabase } from './no-database.ts'
import { openPostgres } from './open-postgres.ts'

type Set = Pick<AppConfig, 'databaseUrl' | 'dataFolder'>

/** The one the operator set, its tables as this version needs them: a Postgres, or the embedded one in a folder. @throws NoDatabase */
export async function openDatabase(
  set: Set,
  onTrouble: (error: Error) => void,
  ahead?: DatabaseProcess,
): Promise<Database> {
  try {
    const database =
      set.databaseUrl === null
        ? await openPglite(resolve(set.dataFolder), onTrouble, ahead)
        : openPostgres(set.databaseUrl, onTrouble)
    await migrate(database)
    return database
  } catch (error) {
    throw error instanceof NoDatabase ? error : new NoDatabase(explain(set, error), { cause: error })
  }
}

function explain({ databaseUrl, dataFolder }: Set, error: unknown): string {
  const { message, code } = error as { message: string; code?: string }
  const why = message === '' ? (code ?? 'it does not say why') : message
  return databaseUrl === null
    ? `the database in ${dataFolder} cannot be opened (${why}). Set REINS_DATA to a folder that this process may write to.`
    : `the database cannot be used (${why}). Is DATABASE_URL right, and may its user create tables?`
}
