import { expandReplacement } from './expand-replacement.ts'
import type { Match } from './find-matches.ts'
import type { Range } from './finding.ts'
import { lineBounds, type TextLines } from './text-lines.ts'

/** A suggestion longer than this helps nobody; the contract's bound of `replacement`. */
const MAX_REPLACEMENT = 16_384

/**
 * The text for the whole lines of `range` once every match inside them is replaced, without the last line break:
 * two findings on one line suggest the same. Null when nothing changes or the lines would have to go altogether.
 */
export function replaceLines(
  lines: TextLines,
  range: Range,
  { matches, replace }: { matches: Match[]; replace: string },
): string | null {
  const { from } = lineBounds(lines, range.startLine - 1)
  const { to } = lineBounds(lines, range.endLine - 1)
  const inside = matches.filter((match) => match.start >= from && match.end <= to + 1)
  const end = Math.max(to, ...inside.map((match) => match.end))
  if (end - from > MAX_REPLACEMENT) return null
  let replaced = ''
  let at = from
  for (const match of inside) {
    replaced += lines.text.slice(at, match.start) + expandReplacement(replace, match.groups)
    if (replaced.length > MAX_REPLACEMENT) return null
    at = match.end
  }
  replaced += lines.text.slice(at, end)
  if (replaced === lines.text.slice(from, end) || replaced.length > MAX_REPLACEMENT) return null
  const mark = range.startLine === 1 ? lines.mark : ''
  if (end === to) return mark + replaced
  return replaced.endsWith('\n') ? mark + replaced.slice(0, -1) : null
}
