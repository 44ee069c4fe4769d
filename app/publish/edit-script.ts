/** One line of a file, kept, added or removed, in the order of a patch. */
export type Edit = { kind: 'same' | 'added' | 'removed'; line: string }

/**
 * The shortest way from one list of lines to another (Myers 1986), as git finds it; null when it takes more than `most`
 * additions and removals. Memory grows with the square of the edits, so keep `most` below a few thousand.
 */
export function editScript(before: string[], after: string[], most: number): Edit[] | null {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  const shortest = Math.min(before.length, after.length) - start
  while (end < shortest && before.at(-1 - end) === after.at(-1 - end)) end++
  const middle = shortestEdits(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    most,
  )
  if (middle === null) return null
  const same = (line: string): Edit => ({ kind: 'same', line })
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)]
}

function shortestEdits(a: string[], b: string[], most: number): Edit[] | null {
  const bound = Math.min(most, a.length + b.length)
  // Furthest line of `a` reached on each diagonal (line of `a` minus line of `b`), and how it was before each round.
  const reached = new Int32Array(2 * bound + 3)
  const rounds: Int32Array[] = []
  const at = (diagonal: number) => diagonal + bound + 1
  const goesDown = (row: Int32Array, diagonal: number, edits: number) =>
    diagonal === -edits || (diagonal !== edits && row[at(diagonal - 1)]! < row[at(diagonal + 1)]!)

  for (let edits = 0; edits <= bound; edits++) {
    rounds.push(reached.slice(at(-edits - 1), at(edits + 1) + 1))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = goesDown(reached, diagonal, edits) ? reached[at(diagonal + 1)]! : reached[at(diagonal - 1)]! + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      reached[at(diagonal)] = x
      if (x >= a.length && x - diagonal >= b.length) return walkBack(a, b, rounds)
    }
  }
  return null
}

/** From the end to the beginning along what each round had reached. */
function walkBack(a: string[], b: string[], rounds: Int32Array[]): Edit[] {
  const edits: Edit[] = []
  let x = a.length
  let y = b.length
  for (let round = rounds.length - 1; round >= 0; round--) {
    const row = rounds[round]!
    const at = (diagonal: number) => row[diagonal + round + 1]!
    const diagonal = x - y
    const down = diagonal === -round || (diagonal !== round && at(diagonal - 1) < at(diagonal + 1))
    const fromX = round === 0 ? 0 : down ? at(diagonal + 1) : at(diagonal - 1)
    const fromY = round === 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1)
    while (
      x > fromX &&
      y > fromY &&
      (round === 0 || x > fromX + (down ? 0 : 1) || y > fromY + (down ? 1 : 0))
    ) {
      x--
      y--
      edits.push({ kind: 'same', line: a[x]! })
    }
    if (round === 0) break
    if (down) edits.push({ kind: 'added', line: b[--y]! })
    else edits.push({ kind: 'removed', line: a[--x]! })
  }
  return edits.reverse()
}
