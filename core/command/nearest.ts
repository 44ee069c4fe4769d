/** @returns the known name that was probably meant: its beginning was written, or at most one or two slips away. */
export function nearest(written: string, known: readonly string[]): string | null {
  if (written.length > 40) return null
  const begun = known.filter((name) => written.length >= 3 && name.startsWith(written))
  if (begun.length === 1) return begun[0] ?? null
  const allowed = written.length <= 3 ? 1 : 2
  let best: { name: string; slips: number } | null = null
  for (const name of known) {
    if (Math.abs(name.length - written.length) > allowed) continue
    const slips = slipsBetween(written, name)
    if (slips <= allowed && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { name, slips }
  }
  return best?.name ?? null
}

/** Optimal string alignment: a letter added, left out, exchanged, or two neighbours swapped count as one slip. */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
