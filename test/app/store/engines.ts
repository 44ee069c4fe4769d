import { randomUUID } from 'node:crypto'
import { afterAll, afterEach } from '@jest/globals'
import pg from 'pg'
import { openBoss } from '../../../app/jobs/open-boss.ts'
import type { Database } from '../../../app/store/database.ts'
import { openInMemory } from '../../../app/store/embedded/open-pglite.ts'
import { migrate } from '../../../app/store/migrate.ts'
import { openPostgres } from '../../../app/store/open-postgres.ts'
import { closeScratch, scratchDatabase } from '../../../playground/scratch-database.ts'

/** A database of one test's own. */
export type Place = {
  kind: Database['kind']
  database: Database
  /** Another process's way to the same rows; the embedded one has none, so it is the same. */
  another: () => Promise<Database>
  /** Breaks every connection that the database has; 0 where there is none to break. */
  cut: () => Promise<number>
}
export type Engine = { name: string; open: (tables: 'with tables' | 'empty') => Promise<Place> }

const url = process.env.TEST_DATABASE_URL ?? ''
const why = url === '' ? 'TEST_DATABASE_URL is not set' : await unanswered(url)
if (why !== null) process.stderr.write(`Left out: the same on Postgres (${why}).\n`)

/** PGlite always, Postgres where one answers at TEST_DATABASE_URL. */
export const engines: Engine[] = [
  { name: 'PGlite', open: onPglite },
  ...(why === null ? [{ name: 'Postgres', open: onPostgres }] : []),
]
export const postgres: Engine | null = engines[1] ?? null

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
afterAll(closeScratch)
const template = `reins_template_${randomUUID().replaceAll('-', '')}`
let made: Promise<void> | null = null
afterAll(async () => {
  if (made !== null) await onServer(`DROP DATABASE IF EXISTS ${template}`)
})

/** Troubles of the connections of all tests of a file. */
export const troubles: string[] = []
const onTrouble = (error: Error) => troubles.push(error.message)

async function onPglite(tables: 'with tables' | 'empty'): Promise<Place> {
  const database = tables === 'empty' ? await openInMemory() : await scratchDatabase()
  closers.push(database.close)
  return { kind: 'pglite', database, another: async () => database, cut: async () => 0 }
}

async function onPostgres(tables: 'with tables' | 'empty'): Promise<Place> {
  made ??= makeTemplate()
  if (tables === 'with tables') await made
  const name = `reins_test_${randomUUID().replaceAll('-', '')}`
  await onServer(`CREATE DATABASE ${name}${tables === 'with tables' ? ` TEMPLATE ${template}` : ''}`)
  closers.push(() => onServer(`DROP DATABASE ${name} WITH (FORCE)`))
  const own = addressOf(name)
  const another = async () => {
    const database = openPostgres(own, onTrouble)
    closers.push(database.close)
    return database
  }
  const cut = async () => {
    const { rowCount } = await onServer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    )
    return rowCount
  }
  return { kind: 'postgres', database: await another(), another, cut }
}

async function makeTemplate(): Promise<void> {
  await onServer(`CREATE DATABASE ${template}`)
  const database = openPostgres(addressOf(template), onTrouble)
  await migrate(database)
  const boss = await openBoss({ database, onTrouble })
  await boss.stop({ graceful: false })
  await database.close()
}

function addressOf(name: string): string {
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

async function onServer(text: string): Promise<{ rowCount: number }> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rowCount } = await client.query(text)
    return { rowCount: rowCount ?? 0 }
  } finally {
    await client.end()
  }
}

/** @returns why it cannot be used, or null. */
async function unanswered(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.query('SELECT 1')
    return null
  } catch (error) {
    return `what is at TEST_DATABASE_URL does not answer: ${(error as Error).message}`
  } finally {
    await client.end().catch(() => undefined) // It may never have begun.
  }
}
