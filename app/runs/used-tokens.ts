import type { Queries } from '../store/database.ts'
import { hashToken } from './run-token.ts'

/** OIDC tokens that claimed a run, by their id, until they expire by themselves. */
export type UsedTokens = {
  /** `again`: it was used before, with the same proof. */
  use: (used: Used) => Promise<'first' | 'again' | 'refused'>
}

/** `exp`: seconds since 1970. */
type Used = { jti: string; exp: number; proof: string }

/** Longer than the clocks may differ. Milliseconds. */
const AFTER_EXPIRY = 10 * 60_000

export function createUsedTokens({ query }: Queries, now: () => number): UsedTokens {
  return {
    async use({ jti, exp, proof }) {
      const hash = hashToken(proof)
      await query('DELETE FROM reins.used_tokens WHERE until < $1', [now()])
      const made = await query(
        'INSERT INTO reins.used_tokens (jti, until, proof) VALUES ($1, $2, $3) ON CONFLICT (jti) DO NOTHING RETURNING jti',
        [jti, exp * 1_000 + AFTER_EXPIRY, hash],
      )
      if (made.length > 0) return 'first'
      const same = await query('SELECT jti FROM reins.used_tokens WHERE jti = $1 AND proof = $2', [jti, hash])
      return same.length > 0 ? 'again' : 'refused'
    },
  }
}
