import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBoss } from '../app/jobs/open-boss.ts'
import type { Database, Queries } from '../app/store/database.ts'
import { openInMemory } from '../app/store/embedded/open-pglite.ts'
import { migrate } from '../app/store/migrate.ts'

/** Databases of this process that nobody uses now, empty. */
const free: Database[] = []
const all = new Set<Database>()

/**
 * An embedded database in memory, empty, for one app; give it back with `close`, and all of them with `closeScratch`. A new
 * one takes a second, emptying one a few milliseconds.
 */
export async function scratchDatabase(): Promise<Database> {
  const whole = free.pop() ?? (await open())
  return {
    ...whole,
    async close() {
      await emptyScratch(whole)
      free.push(whole)
    },
  }
}

export async function closeScratch(): Promise<void> {
  free.length = 0
  await Promise.all([...all].map((one) => one.close()))
  all.clear()
}

async function open(): Promise<Database> {
  const database = await openInMemory(await template())
  all.add(database)
  return database
}

/** Takes away all that an app kept in it. */
export async function emptyScratch({ query }: Queries): Promise<void> {
  const tables = await query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'reins' AND tablename <> 'migrations'",
  )
  await query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`)
  await query('DELETE FROM pgboss.job')
}

/** An archive of a database with its tables, made once on this machine for each version of them. */
async function template(): Promise<string> {
  const path = join(tmpdir(), `reins-scratch-${versionOfTables()}.tar`)
  if (existsSync(path)) return path
  const database = await openInMemory()
  await migrate(database)
  const boss = await openBoss({ database, onTrouble: () => undefined })
  await boss.stop({ graceful: false })
  const mine = `${path}.${randomUUID()}`
  await database.save(mine)
  await rename(mine, path)
  await database.close()
  return path
}

/** Of our migrations, and of the packages that make tables and read them; they are pinned exactly. */
function versionOfTables(): string {
  const hash = createHash('sha256')
  const folder = new URL('../app/store/migrations/', import.meta.url)
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(new URL(name, folder)))
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>
  }
  hash.update(`${dependencies['@electric-sql/pglite']} ${dependencies['pg-boss']}`)
  return hash.digest('hex').slice(0, 16)
}
