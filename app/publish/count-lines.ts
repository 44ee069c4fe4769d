/**
 * How many lines a change adds and removes: the length of the shortest edit script (Myers 1986), as git counts.
 * Beyond `most` edits the exact number no longer matters; then it is counted as everything replaced.
 */
export function countLines(before: string, after: string, most: number): { added: number; removed: number } {
  const [old, now] = [toLines(before), toLines(after)]
  const { a, b } = withoutCommonEnds(old, now)
  const distance = editDistance(a, b, most)
  if (distance === null) return { added: b.length, removed: a.length }
  return { added: (distance + b.length - a.length) / 2, removed: (distance + a.length - b.length) / 2 }
}

function toLines(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  // A last line without its break differs from the same line with one.
  if (lines.at(-1) === '') lines.pop()
  else lines.push(`${lines.pop()}\0`)
  return lines
}

function withoutCommonEnds(old: string[], now: string[]): { a: string[]; b: string[] } {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  const most = Math.min(old.length, now.length) - start
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end++
  return { a: old.slice(start, old.length - end), b: now.slice(start, now.length - end) }
}

/** @returns insertions plus deletions, or null when there are more than `most`. */
function editDistance(a: string[], b: string[], most: number): number | null {
  const bound = Math.min(most, a.length + b.length)
  // Furthest line of `a` reached on each diagonal (line of `a` minus line of `b`).
  const reached = new Int32Array(2 * bound + 3)
  const at = (diagonal: number) => diagonal + bound + 1
  for (let edits = 0; edits <= bound; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits || (diagonal !== edits && reached[at(diagonal - 1)]! < reached[at(diagonal + 1)]!)
      let x = down ? reached[at(diagonal + 1)]! : reached[at(diagonal - 1)]! + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      reached[at(diagonal)] = x
      if (x >= a.length && x - diagonal >= b.length) return edits
    }
  }
  return null
}
