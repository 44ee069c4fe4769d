import { structuredPatch } from 'diff'
import { source } from '../../core/clean/source.ts'

/** Lines of unchanged text around a change. */
const CONTEXT = 8
/** More edits than this in one file take too long to find, and are nothing to judge line by line. */
const MOST_EDITS = 1_000
const MOST_LINE = 500

export type NumberedDiff = {
  /** "  12 + text": the number in the new file, what it is (+, - or unchanged), invisible characters shown. */
  text: string
  /** Numbers of the lines that are new or changed. */
  added: ReadonlySet<number>
}

/** What a change does to a file, for a reader who is to name lines of it; null when there are too many edits to tell. */
export function numberedDiff(before: string | null, after: string): NumberedDiff | null {
  const patch = structuredPatch('a', 'b', before ?? '', after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  })
  if (patch === undefined) return null
  const added = new Set<number>()
  const rows: string[] = []
  for (const { newStart, lines } of patch.hunks) {
    if (rows.length > 0) rows.push('…')
    let number = newStart
    for (const line of lines) {
      const mark = line[0] ?? ' '
      if (mark === '\\') continue
      if (mark === '+') added.add(number)
      rows.push(`${mark === '-' ? '    ' : String(number).padStart(4)} ${mark} ${plain(line.slice(1))}`)
      if (mark !== '-') number++
    }
  }
  return { text: rows.join('\n'), added }
}

function plain(line: string): string {
  const clean = source(line.replace(/\r$/, '')).trimEnd()
  return clean.length > MOST_LINE ? `${clean.slice(0, MOST_LINE).toWellFormed()}…` : clean
}
