import { mkdir } from 'node:fs/promises'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { fromPglite } from 'pg-boss'
import type { Database } from './database.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'

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

/** The embedded Postgres, in a folder that it creates, or in memory when there is none. @throws when another process holds the folder. */
export async function openPglite(folder: string | null, options: PGliteOptions = {}): Promise<Database> {
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = folder === null ? null : await lockFolder(folder)
  try {
    const pglite = await PGlite.create({
      ...options,
      postgresqlconf: LEAN,
      ...(folder !== null && { dataDir: `file://${folder}/pgdata` }),
    })
    return overPglite(pglite, lock)
  } catch (error) {
    await lock?.release()
    throw error
  }
}

/** @param lock Released when it is closed. */
export function overPglite(pglite: PGlite, lock: FolderLock | null): Database {
  return {
    kind: 'pglite',
    query: async <Row extends object>(text: string, values?: unknown[]) =>
      (await pglite.query<Row>(text, values)).rows,
    transaction: (work) =>
      pglite.transaction((tx) =>
        work({
          query: async <Row extends object>(text: string, values?: unknown[]) =>
            (await tx.query<Row>(text, values)).rows,
        }),
      ),
    listen: async (channel, heard) => pglite.listen(channel, heard),
    boss: () => ({ db: fromPglite(pglite), backend: 'pglite' }),
    async close() {
      await pglite.close()
      await lock?.release()
    },
  }
}
