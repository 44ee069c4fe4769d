import { createPeriodic, type Periodic } from '../periodic.ts'
import type { Reins } from '../reins.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * Three days in which GitHub may deliver the same again, and then three months: what is still known of it by then would not
 * be answered anyway.
 */
export const KNOWN_FOR = 97 * DAY

type Keeping = Pick<Reins, 'database' | 'effects' | 'log' | 'now'> & { config: { keepDays: number } }

/** Forgets once an hour what is over. */
export function createRetention(reins: Keeping): Periodic {
  return createPeriodic({
    every: HOUR,
    first: HOUR,
    work: () => forgetWhatIsOver(reins),
    onTrouble: (error) => reins.log.warn({ err: error }, 'what is over was not forgotten'),
  })
}

/** Texts go when `keepDays` are over; that something was done is known longer, so that it is not done twice. Runs stay: they are the ledger. */
export async function forgetWhatIsOver({ database, effects, config, log, now }: Keeping): Promise<void> {
  const kept = now() - config.keepDays * DAY
  const known = now() - KNOWN_FOR
  const count = async (statement: string, before: number) =>
    (await database.query(`WITH gone AS (${statement} RETURNING 1) SELECT 1 AS one FROM gone`, [before]))
      .length
  const payloads = await count(
    'UPDATE reins.deliveries SET payload = NULL WHERE received_at < $1 AND done_at IS NOT NULL AND payload IS NOT NULL',
    kept,
  )
  const deliveries = await count(
    'DELETE FROM reins.deliveries WHERE received_at < $1 AND done_at IS NOT NULL',
    Math.min(kept, known),
  )
  const answered = await count('DELETE FROM reins.answered WHERE at < $1', known)
  const denials = await count('DELETE FROM reins.denials WHERE at < $1', known)
  // What waits to be published is not over, however old.
  const reports = await count('DELETE FROM reins.reports WHERE at < $1 AND sent IS NULL', kept)
  const forgotten = await effects.forget(known)
  const gone = payloads + deliveries + answered + denials + reports + forgotten
  if (gone === 0) return
  log.info({ payloads, deliveries, answered, denials, reports, effects: forgotten }, 'forgotten what is over')
  // The embedded database does not clean up by itself.
  if (database.kind === 'pglite')
    for (const table of ['deliveries', 'answered', 'denials', 'reports', 'effects'])
      await database.query(`VACUUM reins.${table}`)
}
