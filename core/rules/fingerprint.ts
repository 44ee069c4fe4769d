export type FingerprintParts = {
  rule: string
  /** Null when the finding has no place. */
  path: string | null
  /** The text of the first line, not its number: a finding keeps its fingerprint when lines above it come or go. */
  line: string
  /** 0 for the first finding of this rule on such a line in this file, 1 for the next. */
  nth: number
}

/** A short stable name of a finding, 16 hexadecimal digits. Tells findings apart; it is no protection against forgery. */
export function fingerprint(parts: FingerprintParts): string {
  return hash(fingerprintKey(parts))
}

/** What the fingerprint is made of; comparing these cannot collide. */
export function fingerprintKey({ rule, path, line, nth }: FingerprintParts): string {
  return JSON.stringify([rule, path, line.slice(0, MAX_LINE).trim().replaceAll(/\s+/g, ' '), nth])
}

/** Enough to tell lines apart; generated ones may be a megabyte long. */
const MAX_LINE = 1_000

const MASK = (1n << 64n) - 1n

/** FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) value = ((value ^ BigInt(byte)) * 0x100000001b3n) & MASK
  return value.toString(16).padStart(16, '0')
}
