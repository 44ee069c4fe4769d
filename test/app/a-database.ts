import { afterAll, afterEach } from '@jest/globals'
import { createRunStore } from '../../app/runs/create-run-store.ts'
import type { RunStore } from '../../app/runs/run-store.ts'
import type { Database } from '../../app/store/database.ts'
import { closeScratch, scratchDatabase } from '../../playground/scratch-database.ts'

const open: Database[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(closeScratch)

/** An empty database for one test. */
export async function aDatabase(): Promise<Database> {
  const database = await scratchDatabase()
  open.push(database)
  return database
}

/** A store of runs in a database of its own. */
export async function aRunStore(more: Partial<Parameters<typeof createRunStore>[0]> = {}): Promise<RunStore> {
  const database = more.database ?? (await aDatabase())
  return createRunStore({ database, now: () => 1, onMove: () => {}, dueAt: () => null, ...more })
}
