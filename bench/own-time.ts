/** A stretch of time in which somebody else was at work: `at` and `ms` as the playground writes them down. */
export type Elsewhere = { at: number; ms: number }

/** Milliseconds between two moments without those in which GitHub or the model had not answered yet. */
export function ownTime(from: number, to: number, elsewhere: Elsewhere[]): number {
  let own = to - from
  let counted = from
  for (const { at, ms } of elsewhere.toSorted((a, b) => a.at - b.at)) {
    const begin = Math.max(at, counted)
    const end = Math.min(at + ms, to)
    if (end <= begin) continue
    own -= end - begin
    counted = end
  }
  return own
}
