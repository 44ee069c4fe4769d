import type { Database } from '../store/database.ts'
import { REDELIVERED_WITHIN } from './checkpoint.ts'
import type { Unheard } from './find-unheard.ts'

/** Deliveries that GitHub is asked for again, kept for all instances: each asks for what no other has just asked for. */
export type UnheardList = {
  add: (unheard: readonly Unheard[], now: number) => Promise<void>
  /** Forgets what came, and what GitHub does not deliver any more. */
  clear: (taken: readonly string[], now: number) => Promise<void>
  /** Takes what may be asked for now, oldest first; none of it is due again soon. */
  take: (now: number, most: number) => Promise<{ guid: string; attempt: number; tries: number }[]>
}

/** Between two tries for the same; it doubles, up to the longest. Milliseconds. */
const AGAIN = 4 * 60_000
const LONGEST = 6 * 3_600_000

export function createUnheardList(database: Database): UnheardList {
  return {
    async add(unheard, now) {
      if (unheard.length === 0) return
      await database.query(
        `INSERT INTO reins.unheard (guid, attempt, first_at, next_at)
         SELECT guid, attempt, first_at, $4::bigint FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS new (guid, attempt, first_at)
         ON CONFLICT (guid) DO UPDATE SET attempt = greatest(reins.unheard.attempt, excluded.attempt)`,
        [
          unheard.map(({ guid }) => guid),
          unheard.map(({ attempt }) => attempt),
          unheard.map(({ firstAt }) => firstAt),
          now,
        ],
      )
    },
    async clear(taken, now) {
      await database.query(
        `DELETE FROM reins.unheard WHERE guid = ANY($1) OR first_at < $2
           OR EXISTS (SELECT 1 FROM reins.deliveries WHERE deliveries.guid = unheard.guid)`,
        [taken, now - REDELIVERED_WITHIN],
      )
    },
    async take(now, most) {
      const rows = await database.query<{ guid: string; attempt: number; tries: number }>(
        `UPDATE reins.unheard SET tries = tries + 1, next_at = $1::bigint + least($3::float8 * 2 ^ least(tries, 20), $4::float8)::bigint
         WHERE guid IN (
           SELECT guid FROM reins.unheard WHERE next_at <= $1::bigint OR next_at > $1::bigint + $4::bigint
           ORDER BY first_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) RETURNING guid, attempt::float8 AS attempt, tries`,
        [now, most, AGAIN, LONGEST],
      )
      return rows
    },
  }
}
