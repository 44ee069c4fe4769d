import type { AppConfig } from '../config.ts'
import type { Database } from './database.ts'
import { openPglite } from './open-pglite.ts'
import { openPostgres } from './open-postgres.ts'

/** The one the operator set: a Postgres, or the embedded one in a folder. */
export function openDatabase(
  { databaseUrl, dataFolder }: Pick<AppConfig, 'databaseUrl' | 'dataFolder'>,
  onTrouble: (error: Error) => void,
): Promise<Database> {
  return databaseUrl === null ? openPglite(dataFolder) : Promise.resolve(openPostgres(databaseUrl, onTrouble))
}
