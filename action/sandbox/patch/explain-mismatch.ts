import { toPlain } from './find-lines.ts'

const SHOWN = 8
const MAX_WIDTH = 160

/** @returns why the lines were not found, with what stands at the nearest place: enough to write the chunk anew. */
export function explainMismatch(
  lines: readonly string[],
  wanted: readonly string[],
  { from, atEnd }: { from: number; atEnd: boolean },
): string {
  const nearest = findNearest(lines, wanted)
  const whole = nearest?.equal === wanted.length
  if (whole && atEnd) return `stands at line ${nearest.start + 1}, not at the end of the file`
  if (whole) return `stands at line ${nearest.start + 1}, before its anchor or the chunk above (line ${from})`
  const head = `is not in the file. It looks for:\n${wanted.slice(0, SHOWN).map(cut).join('\n')}`
  if (nearest === null) return `${head}\nNo line of it is there; read the file again.`
  const shown = lines.slice(nearest.start, nearest.start + Math.min(wanted.length, SHOWN))
  const numbered = shown.map((line, index) => `${nearest.start + 1 + index}\t${cut(line)}`)
  const off = wanted.findIndex((line, index) => toPlain(line) !== toPlain(lines[nearest.start + index] ?? ''))
  return `${head}\nThe nearest place is line ${nearest.start + 1}:\n${numbered.join('\n')}\nThe first difference is at line ${nearest.start + 1 + off}.`
}

/** Where most lines agree, empty ones not counted; null when none does. */
function findNearest(
  lines: readonly string[],
  wanted: readonly string[],
): { start: number; equal: number } | null {
  const keys = wanted.map(toPlain)
  const places = new Map(keys.filter((key) => key !== '').map((key): [string, number[]] => [key, []]))
  for (const [index, line] of lines.entries()) places.get(toPlain(line))?.push(index)
  const votes = new Map<number, number>()
  for (const [offset, key] of keys.entries())
    for (const index of (places.get(key) ?? []).slice(0, 1_000))
      if (index >= offset) votes.set(index - offset, (votes.get(index - offset) ?? 0) + 1)
  const best = [...votes].reduce<[number, number] | null>(
    (top, vote) => (top === null || vote[1] > top[1] ? vote : top),
    null,
  )
  if (best === null) return null
  const blanks = keys.filter(
    (key, offset) => key === '' && toPlain(lines[best[0] + offset] ?? '-') === '',
  ).length
  return { start: best[0], equal: best[1] + blanks }
}

function cut(line: string): string {
  return line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH).toWellFormed()}…` : line
}
