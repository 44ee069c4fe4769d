import type { Attempt, DeliveryLog } from '../github/delivery-log.ts'

/** A part of GitHub's list: from a cursor (null: the newest) back to a time. */
export type Stretch = { cursor: string | null; since: number }

/** @param most Pages. @returns what of the stretch was not read; null: it is done. */
export async function readAttempts(
  { page }: Pick<DeliveryLog, 'page'>,
  { cursor, since }: Stretch,
  most: number,
): Promise<{ attempts: Attempt[]; pages: number; rest: Stretch | null }> {
  const all: Attempt[] = []
  let next = cursor
  for (let pages = 1; pages <= most; pages++) {
    const read = await page(next)
    all.push(...read.attempts.filter(({ at }) => at >= since))
    next = read.next
    if (next === null || read.attempts.some(({ at }) => at < since))
      return { attempts: all, pages, rest: null }
  }
  return { attempts: all, pages: Math.max(0, most), rest: { cursor: next, since } }
}
