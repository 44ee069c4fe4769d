/** OIDC tokens that claimed a run, by their id, until they expire by themselves. */
export type UsedTokens = {
  /** @param exp Seconds since 1970. @returns false when it was used before. */
  use: (jti: string, exp: number) => boolean
}

/** Longer than the clocks may differ. Milliseconds. */
const AFTER_EXPIRY = 10 * 60_000

export function createUsedTokens(now: () => number): UsedTokens {
  const used = new Map<string, number>()
  return {
    use(jti, exp) {
      for (const [old, until] of used) if (until < now()) used.delete(old)
      if (used.has(jti)) return false
      used.set(jti, exp * 1000 + AFTER_EXPIRY)
      return true
    },
  }
}
