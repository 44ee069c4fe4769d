import { PgBoss } from 'pg-boss'
import type { Database } from '../store/database.ts'

type Options = {
  database: Database
  onTrouble: (error: Error) => void
}

/** Seconds between two looks for jobs whose process died. */
const SUPERVISE = 10

/** pg-boss on our database, its tables made or brought up to date. */
export async function openBoss({ database, onTrouble }: Options): Promise<PgBoss> {
  const embedded = database.kind === 'pglite'
  const boss = new PgBoss({
    ...database.boss(),
    schema: 'pgboss',
    schedule: false,
    superviseIntervalSeconds: SUPERVISE,
    // However often it looks, a queue is looked at no more often than this.
    monitorIntervalSeconds: SUPERVISE,
    maintenanceIntervalSeconds: 3_600,
    // The embedded database has one connection: what would hold it long is done when the app cleans up.
    ...(embedded && { reindex: false, monitorVacuum: false, registerInstance: false }),
  })
  boss.on('error', onTrouble)
  await boss.start()
  return boss
}
