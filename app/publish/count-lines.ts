import { structuredPatch } from 'diff'

/**
 * How many lines a change adds and removes on the shortest way; git may count a few more. Beyond `most` edits the exact number no longer matters; then
 * everything counts as replaced.
 */
export function countLines(before: string, after: string, most: number): { added: number; removed: number } {
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, {
    context: 0,
    maxEditLength: most,
  })
  if (patch === undefined) return { added: linesIn(after), removed: linesIn(before) }
  const lines = patch.hunks.flatMap((hunk) => hunk.lines)
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
  return { added: count('+'), removed: count('-') }
}

/** A last line without its break is a line too. */
function linesIn(text: string): number {
  return text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0)
}
