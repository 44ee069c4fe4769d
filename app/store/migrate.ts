import { readdir, readFile } from 'node:fs/promises'
import type { Database } from './database.ts'
import { NoDatabase } from './no-database.ts'

const FOLDER = new URL('./migrations/', import.meta.url)
/** Instances that start at once go one after the other: a number of our own for Postgres' advisory locks. */
const TURN = 7_254_301

/**
 * Brings the tables to what this version of the app needs; all of it or nothing. Only forwards: an older app beside newer
 * tables is told so.
 */
export async function migrate(database: Database): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const wanted = await Promise.all(
    files.map(async (name) => ({ name, sql: await readFile(new URL(name, FOLDER), 'utf8') })),
  )
  await database.transaction(async ({ query }) => {
    await query('SELECT pg_advisory_xact_lock($1)', [TURN])
    await query('CREATE SCHEMA IF NOT EXISTS reins')
    await query(
      'CREATE TABLE IF NOT EXISTS reins.migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    )
    const done = new Set(
      (await query<{ name: string }>('SELECT name FROM reins.migrations')).map(({ name }) => name),
    )
    const newer = [...done].find((name) => !files.includes(name))
    if (newer !== undefined)
      throw new NoDatabase(
        `The database was made by a newer version of this app (${newer} is not known here). Start that version, or restore a backup.`,
      )
    for (const { name, sql } of wanted) {
      if (done.has(name)) continue
      for (const statement of sql.split(/;\s*$/m)) if (statement.trim() !== '') await query(statement)
      await query('INSERT INTO reins.migrations (name) VALUES ($1)', [name])
    }
  })
}
