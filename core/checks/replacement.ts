import type { Range } from '../rules/finding.ts'

/** A change a tool proposes: UTF-16 offsets into the file, the end exclusive. */
export type Edit = { start: number; end: number; text: string }

/** A suggestion that reaches further from its remark than this is no suggestion any more. */
const MOST_LINES = 30

/**
 * Turns edits of one file into the text of whole lines, as a suggestion needs it.
 * @returns the range grown to the lines that change, and their new text without the last line break; null when the
 * edits do not fit the text, overlap, or reach too far. `starts`: of the text's lines, when they are known.
 */
export function toReplacement(
  text: string,
  {
    edits,
    range,
    starts = lineStarts(text),
  }: { edits: readonly Edit[]; range: Range; starts?: readonly number[] },
): { range: Range; replacement: string } | null {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  if (sorted.length === 0 || !areOrdered(sorted, text.length)) return null
  if (range.endLine > starts.length) return null
  const first = Math.min(range.startLine, lineAt(starts, sorted[0]!.start))
  let last = Math.max(range.endLine, lineAt(starts, Math.max(...sorted.map(({ end }) => end))))
  let from = first
  // Nothing stands on the line behind the last line break: what is deleted up to there belongs to the line before.
  if (last > 1 && starts[last - 1] === text.length && last > range.endLine) {
    last--
    from = Math.min(from, Math.max(1, last - 1))
  }
  if (last - from >= MOST_LINES) return null

  const begin = starts[from - 1]!
  const end = lineEnd(text, starts[last] ?? text.length)
  let replaced = ''
  let at = begin
  for (const edit of sorted) {
    replaced += text.slice(at, edit.start) + edit.text
    at = Math.max(at, edit.end)
  }
  replaced += text.slice(at, Math.max(at, end))
  // An edit that took the last line break with it has to bring one.
  const broken = /\r?\n$/.exec(replaced)
  if (at > end) {
    if (broken === null) return null
    replaced = replaced.slice(0, broken.index)
  } else if (broken !== null && starts[last] === undefined) return null // A line break at the very end is no line.
  const grown = from !== range.startLine || last !== range.endLine
  return { range: grown ? { startLine: from, endLine: last } : range, replacement: replaced }
}

/** 1-based line and column → offset; a column behind the line's end is its end; null behind the last line. */
export function offsetAt(
  starts: readonly number[],
  { line, column }: { line: number; column: number },
): number | null {
  const start = starts[line - 1]
  if (start === undefined) return null
  const next = starts[line]
  return next === undefined ? start + column - 1 : Math.min(start + column - 1, next)
}

export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** @returns the 1-based line of an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

function areOrdered(sorted: readonly Edit[], length: number): boolean {
  let at = 0
  for (const { start, end } of sorted) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < at || end < start || end > length)
      return false
    at = end
  }
  return true
}

function lineEnd(text: string, next: number): number {
  if (text[next - 1] !== '\n') return next
  return text[next - 2] === '\r' ? next - 2 : next - 1
}
