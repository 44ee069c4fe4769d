import type { Queries } from '../store/database.ts'

/** OIDC tokens that claimed a run, by their id, until they expire by themselves. */
export type UsedTokens = {
  /** @param exp Seconds since 1970. @returns false when it was used before. */
  use: (jti: string, exp: number) => Promise<boolean>
}

/** Longer than the clocks may differ. Milliseconds. */
const AFTER_EXPIRY = 10 * 60_000

export function createUsedTokens({ query }: Queries, now: () => number): UsedTokens {
  return {
    async use(jti, exp) {
      await query('DELETE FROM reins.used_tokens WHERE until < $1', [now()])
      const made = await query(
        'INSERT INTO reins.used_tokens (jti, until) VALUES ($1, $2) ON CONFLICT (jti) DO NOTHING RETURNING jti',
        [jti, exp * 1_000 + AFTER_EXPIRY],
      )
      return made.length > 0
    },
  }
}
