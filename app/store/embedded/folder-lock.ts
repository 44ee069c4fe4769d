import { stat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { NoDatabase } from '../no-database.ts'

export type FolderLock = { release: () => Promise<void> }

const NAME = 'reins.lock'
/** Bytes that the path of a socket may have: https://man7.org/linux/man-pages/man7/unix.7.html */
const MOST = 100
/** Two processes that find the same dead lock at once both take its place; by then it is seen which one stands there. */
const CONTEST = 50
/** A holder answers after the query that it is at; one that is stopped holds the folder all the same. Milliseconds. */
const ANSWERS_WITHIN = 5_000

/**
 * Keeps a folder for one process: the embedded database has no lock of its own, and two processes in it would lose each
 * other's rows without a word. The lock is a socket, so it ends with its process, however that ends, and tells who holds it.
 *
 * @param who Asked whenever somebody else wants the folder: who is to be stopped for that. It may end the process instead.
 * @throws when somebody else holds it: who, and what to do.
 */
export async function lockFolder(folder: string, who: () => string): Promise<FolderLock> {
  const path = join(folder, NAME)
  if (Buffer.byteLength(path) > MOST)
    throw new NoDatabase(
      `The path of the data folder is too long (${path}): set REINS_DATA to one of at most ${MOST} bytes.`,
    )
  for (;;) {
    const server = await listenOn(path, who)
    if (server === null) {
      const holder = await askHolder(path)
      if (holder !== null)
        throw new NoDatabase(
          `The data folder ${folder} is held by another process of this app (${holder}). Stop it first, or set DATABASE_URL: several processes need a Postgres.`,
        )
      await unlink(path).catch(() => undefined)
      continue
    }
    const { ino } = await stat(path)
    await pass(CONTEST)
    const stands = await stat(path).catch(() => null)
    if (stands?.ino === ino) return { release: () => close(server) }
    await close(server)
  }
}

async function listenOn(path: string, who: () => string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined) // Who asked hung up.
    socket.end(who())
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** @returns who holds it, or null: nobody does any more. */
function askHolder(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(path)
    socket.setTimeout(ANSWERS_WITHIN, () => {
      socket.destroy()
      resolve(said === '' ? 'it does not answer' : said)
    })
    socket.on('data', (data) => {
      said += data
    })
    socket.on('error', () => resolve(null))
    socket.on('end', () => resolve(said === '' ? null : said)) // Without a word: it ended.
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
