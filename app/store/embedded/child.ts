import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import type { Answer, Asked, Question } from './messages.ts'

/**
 * Half of the memory that it takes as it comes, and no slower for what we keep: docs/decisions/0033-where-it-is-kept.md.
 * One process writes and nothing is replicated, so the log need not carry what replicas would want.
 */
const LEAN = [
  'shared_buffers = 4MB',
  'wal_level = minimal',
  'max_wal_senders = 0',
  'min_wal_size = 32MB',
  'max_wal_size = 64MB',
]

let opened: PGlite | null = null
let lock: FolderLock | null = null
/** Under way; each ends when it is told how. */
const transactions = new Map<
  number,
  { tx: Promise<Transaction>; end: (how: 'commit' | 'rollback') => void; ended: Promise<unknown> }
>()
const listeners = new Map<number, Promise<() => Promise<void>>>()

async function answer(question: Question): Promise<object[]> {
  switch (question.kind) {
    case 'open':
      await take(question.folder)
      await make(question.folder)
      opened = await PGlite.create({ dataDir: `file://${dataOf(question.folder)}`, postgresqlconf: LEAN })
      return []
    case 'open in memory':
      opened = await PGlite.create({
        postgresqlconf: LEAN,
        ...(question.archive !== null && { loadDataDir: new Blob([await readFile(question.archive)]) }),
      })
      return []
    case 'make':
      await take(question.folder)
      await make(question.folder)
      return []
    case 'save':
      await writeFile(
        question.archive,
        new Uint8Array(await (await pglite().dumpDataDir('none')).arrayBuffer()),
      )
      return []
    case 'query': {
      const { text, values, transaction } = question
      const at = transaction === null ? pglite() : await within(transaction).tx
      return (await at.query<object>(text, values)).rows
    }
    case 'exec':
      return (await pglite().exec(question.text)).flatMap(({ rows }) => rows)
    case 'begin':
      begin(question.transaction)
      return []
    case 'end': {
      const { end, ended } = within(question.transaction)
      transactions.delete(question.transaction)
      end(question.how)
      await ended
      return []
    }
    case 'listen': {
      const { listener, channel } = question
      const listening = pglite().listen(channel, () => say({ kind: 'heard', listener }))
      listeners.set(listener, listening)
      await listening
      return []
    }
    case 'unlisten': {
      const stop = await listeners.get(question.listener)
      listeners.delete(question.listener)
      await stop?.()
      return []
    }
    case 'close':
      await opened?.close()
      await lock?.release()
      return []
  }
}

function begin(number: number): void {
  const tx = Promise.withResolvers<Transaction>()
  const how = Promise.withResolvers<'commit' | 'rollback'>()
  const ended = pglite().transaction(async (its) => {
    tx.resolve(its)
    if ((await how.promise) === 'rollback') await its.rollback()
  })
  // Whoever asks within it is told, and whoever ends it.
  ended.catch(tx.reject)
  tx.promise.catch(() => undefined)
  transactions.set(number, { tx: tx.promise, end: how.resolve, ended })
}

function within(number: number) {
  const found = transactions.get(number)
  if (found === undefined) throw new Error('The transaction is over.')
  return found
}

function pglite(): PGlite {
  if (opened === null) throw new Error('The embedded database is not open.')
  return opened
}

const dataOf = (folder: string) => join(folder, 'pgdata')

async function take(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  lock = await lockFolder(folder, () => {
    endWithApp()
    return `process ${app}, since ${since}`
  })
}

/** Under another name until it is whole: half a database would not open ever again. */
async function make(folder: string): Promise<void> {
  if (existsSync(dataOf(folder))) return
  const making = `${dataOf(folder)}.making`
  if (existsSync(making)) await rm(making, { recursive: true })
  await (await PGlite.create({ dataDir: `file://${making}`, postgresqlconf: LEAN })).close()
  await rename(making, dataOf(folder))
}

function say(answer: Answer, then?: () => void): void {
  process.send?.(answer, undefined, undefined, then)
}

/** The process whose database this is. When it is gone, however it went, so is this one. */
const app = process.ppid
const since = new Date().toISOString()
function endWithApp(): void {
  if (process.ppid !== app) process.exit()
}
process.once('disconnect', () => process.exit())
// A query without an end holds up this thread, which then hears nothing; another one looks each second. Not a file: to strip the
// types of one takes a thread as much memory again.
new Worker(
  `const { workerData: app } = require('node:worker_threads')
  setInterval(() => process.ppid === app || process.kill(process.pid, 'SIGKILL'), 1_000)`,
  { eval: true, workerData: app },
).unref()
// A terminal, and a service manager, send these to all processes at once: the app closes its database itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

process.on('message', async ({ id, question }: Asked) => {
  try {
    say({ kind: 'done', id, rows: await answer(question) })
  } catch (error) {
    const { name, message } = error as Error
    const broken = BROKEN.includes(name)
    say(
      { kind: 'refused', id, name, message, fields: plain(error as object) },
      broken ? () => process.exit(1) : undefined,
    )
  }
})

/** What WebAssembly throws, and no Postgres: whatever was in its memory is not to be trusted any more. */
const BROKEN = ['RuntimeError', 'RangeError', 'ExitStatus']

/** What can be sent. */
function plain(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  )
}
