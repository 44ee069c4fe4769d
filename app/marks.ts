import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import { type Mark, signedText } from '../core/say/marker.ts'

/** Signs what we write and must know again as our own, and tells whether a tag is ours. */
export type Marks = {
  /** HMAC-SHA-256 as base64url, 43 characters. */
  tag: (mark: Mark) => string
  isOurs: (mark: Mark, tag: string) => boolean
  /** `external_id` of a check run: what we know it by, and the tag. */
  checkId: (mark: Omit<Mark, 'kind'>) => string
  isOurCheck: (externalId: string, place: Pick<Mark, 'repository' | 'place'>) => boolean
}

/**
 * The key comes out of the App's private key: it needs no setting of its own, every instance has the same one, and who
 * has only the webhook's secret cannot make it. A new private key makes old marks unknown; what they stood on is written anew.
 */
export function createMarks(privateKey: string): Marks {
  const key = secretOf(privateKey, 'marks')
  const tag = (mark: Mark) => createHmac('sha256', key).update(signedText(mark)).digest('base64url')
  const isOurs = (mark: Mark, given: string) => {
    const right = Buffer.from(tag(mark))
    const other = Buffer.from(given)
    return right.length === other.length && timingSafeEqual(right, other)
  }
  return {
    tag,
    isOurs,
    checkId: (mark) => `${mark.run}.${tag({ kind: 'check', ...mark })}`,
    isOurCheck(externalId, place) {
      const dot = externalId.lastIndexOf('.')
      const mark = { kind: 'check', run: externalId.slice(0, Math.max(0, dot)), ...place } as const
      return isOurs(mark, externalId.slice(dot + 1))
    },
  }
}

/** A secret for one purpose out of the App's private key, 32 bytes: one tells nothing of another, or of the key. */
export function secretOf(privateKey: string, purpose: 'marks' | 'run tokens'): Buffer {
  const material = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' })
  return Buffer.from(hkdfSync('sha256', material, '', `reins ${purpose} 1`, 32))
}
