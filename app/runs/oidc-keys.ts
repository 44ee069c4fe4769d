import { createRemoteJWKSet, customFetch } from 'jose'

/** Milliseconds. */
export type KeyPace = {
  /** Keys are fetched anew after so long, and no key that was taken back is good for longer. */
  every: number
  /** A key that is not known makes them be fetched again, but not before so long after the last time. */
  pause: number
}
const PACE: KeyPace = { every: 10 * 60_000, pause: 30_000 }
/** After a failure. */
const LEAST_PAUSE = 2_000

/** GitHub's public keys, as they are needed. However many tokens with invented keys come, GitHub is asked now and then. */
export function oidcKeys(
  url: string,
  { every, pause }: KeyPace = PACE,
): ReturnType<typeof createRemoteJWKSet> {
  let failed = Number.NEGATIVE_INFINITY
  return createRemoteJWKSet(new URL(url), {
    cacheMaxAge: every,
    cooldownDuration: pause,
    // The library pauses after an answer only; a GitHub that fails is not asked by every token either.
    [customFetch]: async (address, options) => {
      if (performance.now() - failed < Math.min(LEAST_PAUSE, pause)) throw new Error('asked a moment ago')
      const answer = await fetch(address, options).catch((error: unknown) => {
        failed = performance.now()
        throw error
      })
      if (answer.ok) return answer
      failed = performance.now()
      throw new Error(`answered ${answer.status}`)
    },
  })
}
