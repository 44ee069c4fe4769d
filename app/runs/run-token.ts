import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import { secretOf } from '../marks.ts'

/**
 * What is kept of a run token: it is good for one run and one attempt of its workflow, until a time (milliseconds since
 * 1970). Tokens are found by their hash, so that no comparison tells anything about one.
 */
export type RunToken = { hash: string; attempt: number; until: number }

/** `proof`: what only the runner's process knows. */
export type Claim = { key: string; attempt: number; proof: string }

export type RunTokens = {
  /**
   * The token of one claim: made anew it is the same, so that a runner whose answer was lost gets it again, and nothing
   * secret is stored. 256 bits.
   */
  of: (claim: Claim) => { token: string; hash: string }
}

export function createRunTokens(privateKey: string): RunTokens {
  const secret = secretOf(privateKey, 'run tokens')
  return {
    of({ key, attempt, proof }) {
      const mac = createHmac('sha256', secret).update(JSON.stringify(['run token', key, attempt, proof]))
      const token = `reins_${mac.digest('base64url')}`
      return { token, hash: hashToken(token) }
    },
  }
}

/** As a runner's process makes it. */
export function newProof(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** 26 characters of 36: 134 bits, unguessable. */
export function newRunKey(): string {
  return Array.from({ length: 26 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
