import type { Queries } from '../store/database.ts'

/**
 * Runs under way of which nothing was heard since `before`, those that waited longest; they are not taken again, by any
 * instance, before as much time has passed. Milliseconds since 1970.
 */
export async function takeRuns(
  { query }: Queries,
  { now, before, most }: { now: number; before: number; most: number },
): Promise<{ key: string; installation: number }[]> {
  return query<{ key: string; installation: number }>(
    `UPDATE reins.runs SET looked_at = $1 WHERE key IN (
       SELECT key FROM reins.runs WHERE live AND (looked_at <= $2 OR looked_at > $1)
       ORDER BY looked_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ) RETURNING key, installation::float8 AS installation`,
    [now, before, most],
  )
}
