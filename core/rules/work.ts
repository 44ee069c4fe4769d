/**
 * What one call may cost at worst, in steps of one instruction on one character: about 12 ns each (measured), so some
 * 6 s for the most hostile rules on the most hostile text. Ordinary rules on a patch of 4 MB cost a tenth of that.
 */
export const MAX_WORK = 500_000_000

/** What may still be spent; shared by all engines of one call. */
export type Work = { left: number }

export function startWork(left: number = MAX_WORK): Work {
  return { left }
}
