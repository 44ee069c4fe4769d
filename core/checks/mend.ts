import { toUtf16, type Unit } from './columns.ts'
import type { Draft } from './format.ts'
import { type Edit, offsetAt, toReplacement } from './replacement.ts'
import { lineOf, type SourceText } from './source-texts.ts'

/** A change as tools write it: 1-based, the end exclusive; without columns, whole lines with the last one included. */
export type Change = {
  line: number
  column: number | null
  endLine: number
  endColumn: number | null
  text: string
}

const MOST_CHANGES = 100

/** The draft with the changes as a suggestion for whole lines; as it was when they make none. */
export function mend(
  draft: Draft,
  {
    changes,
    source,
    unit = 'utf-16',
  }: { changes: readonly Change[]; source: SourceText | null; unit?: Unit },
): Draft {
  const { place } = draft
  if (place === null || place === 'outside' || place.range === null || source === null) return draft
  if (changes.length === 0 || changes.length > MOST_CHANGES) return draft
  const edits: Edit[] = []
  for (const change of changes) {
    const edit = toEdit(change, { source, unit })
    if (edit === null) return draft
    edits.push(edit)
  }
  const mended = toReplacement(source.text, { edits, range: place.range, starts: source.starts })
  if (mended === null) return draft
  return { ...draft, place: { path: place.path, range: mended.range }, replacement: mended.replacement }
}

function toEdit(change: Change, { source, unit }: { source: SourceText; unit: Unit }): Edit | null {
  if (change.column === null && change.endColumn === null) return wholeLines(change, source)
  const start = offset({ line: change.line, column: change.column ?? 1 }, { source, unit })
  const end = offset({ line: change.endLine, column: change.endColumn ?? 1 }, { source, unit })
  return start === null || end === null ? null : { start, end, text: change.text }
}

function wholeLines({ line, endLine, text }: Change, { text: whole, starts }: SourceText): Edit | null {
  const start = starts[line - 1]
  if (start === undefined || starts[endLine - 1] === undefined) return null
  const end = starts[endLine] ?? whole.length
  const broken = /\r?\n$/.exec(whole.slice(start, end))?.[0] ?? ''
  return { start, end: end - broken.length, text: text.replace(/\r?\n$/, '') }
}

function offset(
  { line, column }: { line: number; column: number },
  { source, unit }: { source: SourceText; unit: Unit },
): number | null {
  if (!Number.isInteger(line) || !Number.isInteger(column) || line < 1 || column < 1) return null
  const units = toUtf16(lineOf(source, line) ?? '', column, unit)
  return units === null ? null : offsetAt(source.starts, { line, column: units })
}
