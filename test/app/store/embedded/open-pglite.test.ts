import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Database } from '../../../../app/store/database.ts'
import { openPglite } from '../../../../app/store/embedded/open-pglite.ts'
import { startDatabase } from '../../../../app/store/embedded/start-database.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

type Opened = { folder: string; database: Database; troubles: string[] }

/** A folder with an empty database, copied: making one takes seconds. */
let made = ''
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'reins-embedded-'))
  const database = await openPglite(made, () => undefined)
  await database.close()
})
afterAll(() => rm(made, { recursive: true, force: true }))

async function open(folder?: string): Promise<Opened> {
  const at = folder ?? (await mkdtemp(join(tmpdir(), 'reins-embedded-')))
  if (folder === undefined) {
    closers.push(() => rm(at, { recursive: true, force: true }))
    await cp(made, at, { recursive: true, filter: (path) => !path.endsWith('reins.lock') })
  }
  const troubles: string[] = []
  const database = await openPglite(at, ({ message }) => troubles.push(message))
  closers.push(database.close)
  return { folder: at, database, troubles }
}

/** Of the process of the database, which this process is the parent of. */
function pidOf(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  const found = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded/child.ts'),
  )
  if (found === undefined) throw new Error('There is no process of a database.')
  return found
}

test('a process that is killed is replaced: what was under way is refused, what was kept is there, who listens hears', async () => {
  const { database, troubles } = await open()
  await database.query('CREATE TABLE kept (value int)')
  await database.query('INSERT INTO kept VALUES (1)')
  let heard = 0
  await database.listen('news', () => {
    heard += 1
  })
  const begun = database.transaction(async ({ query }) => {
    await query('INSERT INTO kept VALUES (2)')
    process.kill(pidOf(), 'SIGKILL')
    await query('SELECT 1')
  })
  await expect(begun).rejects.toThrow("The embedded database's process ended (SIGKILL)")
  expect(await database.query('SELECT value FROM kept')).toEqual([{ value: 1 }])
  expect(troubles).toEqual([expect.stringContaining('ended (SIGKILL)')])
  expect(heard).toBe(1)
  await database.query("NOTIFY news, 'again'")
  await database.query('SELECT 1')
  expect(heard).toBe(2)
})

test('a database that was never finished is made anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reins-embedded-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'pgdata.making'))
  writeFileSync(join(folder, 'pgdata.making/PG_VERSION'), '1')
  const { database } = await open(folder)
  expect(await database.query('SELECT 42 AS value')).toEqual([{ value: 42 }])
  expect(existsSync(join(folder, 'pgdata.making'))).toBe(false)
})

test('it is not told the environment of the app', async () => {
  process.env.A_SECRET_OF_THE_APP = 'sesame'
  await open()
  expect(readFileSync(`/proc/${pidOf()}/environ`, 'utf8')).not.toContain('sesame')
  delete process.env.A_SECRET_OF_THE_APP
})

test('what Postgres says of an error arrives: its code, not only its words', async () => {
  const { database } = await open()
  await database.query('CREATE TABLE once (name text PRIMARY KEY)')
  await database.query('INSERT INTO once VALUES ($1)', ['a'])
  await expect(database.query('INSERT INTO once VALUES ($1)', ['a'])).rejects.toMatchObject({
    code: '23505',
    constraint: 'once_pkey',
  })
  // A value that no message can carry is refused, and nothing waits for an answer that cannot come.
  await expect(database.query('SELECT $1', [() => 1])).rejects.toThrow('could not be cloned')
})

test('a transaction holds off who asks beside it, and one that fails leaves nothing', async () => {
  const { database } = await open()
  await database.query('CREATE TABLE kept (value int)')
  const order: string[] = []
  const failed = database.transaction(async ({ query }) => {
    await query('INSERT INTO kept VALUES (1)')
    await query('SELECT pg_sleep(0.05)')
    order.push('transaction')
    throw new Error('no')
  })
  const beside = database.query('SELECT value FROM kept').then((rows) => {
    order.push('beside')
    return rows
  })
  await expect(failed).rejects.toThrow('no')
  expect(await beside).toEqual([])
  expect(order).toEqual(['transaction', 'beside'])
  const broken = database.transaction(async ({ query }) => {
    await query('INSERT INTO kept VALUES (1)')
    await query('SELECT 1 / 0')
  })
  await expect(broken).rejects.toThrow('division by zero')
  expect(await database.query('SELECT value FROM kept')).toEqual([])
})

test('one that is in a query without an end goes with its app all the same, and the folder is free', async () => {
  const { folder, database } = await open()
  await database.close()
  const started = join(import.meta.dirname, '../../../../app/store/embedded/start-database.ts')
  const app = spawn(process.execPath, [
    ...['--no-warnings', '--input-type=module', '-e'],
    `const { startDatabase } = await import(${JSON.stringify(started)})
    const database = startDatabase()
    await database.ask({ kind: 'open', folder: ${JSON.stringify(folder)} })
    database.ask({ kind: 'exec', text: 'DO $$ BEGIN LOOP END LOOP; END $$' }).catch(() => undefined)
    console.log(database.pid)`,
  ])
  const [pid] = await once(app.stdout.setEncoding('utf8'), 'data')
  await pass(200)
  app.kill('SIGKILL')
  await once(app, 'exit')
  // Without it, it would go on for ever.
  closers.push(() => existsSync(`/proc/${Number(pid)}/exe`) && process.kill(Number(pid), 'SIGKILL'))
  await pass(2_000)
  const { database: next } = await open(folder)
  expect(await next.query('SELECT 42 AS value')).toEqual([{ value: 42 }])
}, 20_000)

test('one that hangs is ended, and says so', async () => {
  const database = startDatabase(200)
  process.kill(database.pid, 'SIGSTOP')
  const asked = database.ask({ kind: 'exec', text: 'SELECT 1' })
  await expect(asked).rejects.toThrow('ended (SIGKILL: it did not answer for 0.2 s)')
  await expect(database.ask({ kind: 'exec', text: 'SELECT 1' })).rejects.toThrow('it did not answer')
})

test.each([
  ['60,000 brackets', `SELECT ${'('.repeat(60_000)}1${')'.repeat(60_000)}`],
  ['20,000 UNIONs', `SELECT 1${' UNION SELECT 1'.repeat(20_000)}`],
  ['an array of 200,000 dimensions', `SELECT '${'{'.repeat(200_000)}'::int[]`],
])('whatever comes of %s, the next one is answered', async (_, text) => {
  const { database } = await open()
  await database.query('CREATE TABLE kept AS SELECT 42 AS value')
  await expect(database.query(text)).rejects.toThrow()
  const next = (): Promise<object[]> => database.query('SELECT value FROM kept').catch(next)
  expect(await next()).toEqual([{ value: 42 }])
})

test('values come back as they went: dates, bytes, big numbers, null, arrays, JSON, any Unicode', async () => {
  const { database } = await open()
  const [row] = await database.query(
    'SELECT $1::timestamptz AS at, $2::bytea AS bytes, $3::int8 AS big, $4::text AS none, $5::text[] AS list, $6::json AS json, $7::text AS text',
    [new Date(0), new Uint8Array([0, 255]), 1_764_000_000_000, null, ['a', 'ü'], { a: [1] }, '😀\u202e'],
  )
  expect(row).toEqual({
    at: new Date(0),
    bytes: new Uint8Array([0, 255]),
    big: 1_764_000_000_000,
    none: null,
    list: ['a', 'ü'],
    json: { a: [1] },
    text: '😀\u202e',
  })
})
