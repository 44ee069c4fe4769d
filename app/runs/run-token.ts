import { createHash, randomBytes, randomInt } from 'node:crypto'

/**
 * What is kept of a run token: it is good for one run and one attempt of its workflow, until a time (milliseconds since
 * 1970). Tokens are found by their hash, so that no comparison tells anything about one.
 */
export type RunToken = { hash: string; attempt: number; until: number }

export function newRunToken(): { token: string; hash: string } {
  const token = `reins_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** 26 characters of 36: 134 bits, unguessable. */
export function newRunKey(): string {
  return Array.from({ length: 26 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
