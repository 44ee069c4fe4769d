import { hideAgain, invisibleIn } from '../../../core/markdown/invisible.ts'
import { explainMismatch } from './explain-mismatch.ts'
import { findLines, LEVELS } from './find-lines.ts'
import type { Broken, Chunk } from './patch.ts'
import { joinLines, splitLines } from './text-lines.ts'

export type Updated = { kind: 'ok'; text: string; notes: string[] }

/** Puts the chunks of one file into its text. Line ends, a byte order mark and a missing last line break stay. */
export function updateText(text: string, chunks: Chunk[]): Updated | Broken {
  const file = splitLines(text)
  const places: Place[] = []
  const notes: string[] = []
  let from = 0
  for (const [index, chunk] of chunks.entries()) {
    const place = locate(file.lines, chunk, from)
    if ('why' in place)
      return { kind: 'broken', why: `chunk ${index + 1} (line ${chunk.line} of the patch) ${place.why}` }
    const other = places.findIndex((one) => overlaps(one, place))
    if (other !== -1)
      return {
        kind: 'broken',
        why: `chunks ${other + 1} and ${index + 1} change the same lines; make them one chunk`,
      }
    if (place.level > 0) notes.push(`chunk ${index + 1} was matched ${LEVELS[place.level]!.name}`)
    places.push(place)
    from = place.start + place.length
  }
  return { kind: 'ok', text: joinLines(file, rebuild(file.lines, places)), notes }
}

/** `length` lines of the file from `start` on (0-based) are what the chunk speaks of. */
type Place = { start: number; length: number; lines: Chunk['lines']; level: number }

function locate(lines: string[], chunk: Chunk, after: number): Place | { why: string } {
  const anchored = findAnchors(lines, chunk.anchors, after)
  if ('why' in anchored) return anchored
  const from = anchored.after
  const old = chunk.lines.filter((line) => line.sign !== '+').map((line) => line.text)
  if (old.length === 0) {
    const start = chunk.anchors.length > 0 && !chunk.atEnd ? from : lines.length
    return { start, length: 0, lines: chunk.lines, level: 0 }
  }
  const found = findLines(lines, old, from)
  const starts = chunk.atEnd
    ? found.starts.filter((start) => start + old.length === lines.length)
    : found.starts
  const start = starts[0]
  if (start === undefined) return locateOtherwise(lines, { chunk, from, old })
  if (starts.length > 1 && chunk.anchors.length === 0) return { why: ambiguous(starts) }
  const shown = invisibleIn(lines.slice(start, start + old.length).join('\n'))
  return { start, length: old.length, lines: unshown(chunk.lines, shown), level: found.level }
}

/**
 * Tools show invisible characters as ⟨U+200B⟩. In lines that come, those that stood at the place are meant as themselves;
 * any other is text, so that no patch brings in what nobody sees.
 */
function unshown(lines: Chunk['lines'], characters: ReadonlySet<string>): Chunk['lines'] {
  if (characters.size === 0) return lines
  return lines.map((line) => (line.sign === '+' ? { ...line, text: hideAgain(line.text, characters) } : line))
}

/** Empty lines that models leave between chunks are no lines of the file; and chunks may stand in another order. */
function locateOtherwise(
  lines: string[],
  { chunk, from, old }: { chunk: Chunk; from: number; old: string[] },
): Place | { why: string } {
  const last = chunk.lines.at(-1)
  if (last?.sign === ' ' && last.text === '' && old.length > 1)
    return locate(lines, { ...chunk, anchors: [], lines: chunk.lines.slice(0, -1) }, from)
  if (chunk.anchors.length === 0 && !chunk.atEnd && from > 0) {
    const { starts, level } = findLines(lines, old, 0)
    if (starts.length > 1) return { why: ambiguous(starts) }
    const start = starts[0]
    if (start !== undefined) {
      const shown = invisibleIn(lines.slice(start, start + old.length).join('\n'))
      return { start, length: old.length, lines: unshown(chunk.lines, shown), level }
    }
  }
  return { why: explainMismatch(lines, old, { from, atEnd: chunk.atEnd }) }
}

/** Each anchor is looked for after the one before; a part of a line will do when the whole is nowhere. */
function findAnchors(lines: string[], anchors: string[], from: number): { after: number } | { why: string } {
  let after = from
  for (const anchor of anchors) {
    const whole = findLines(lines, [anchor], after).starts[0] ?? findLines(lines, [anchor], 0).starts[0]
    const part = lines.findIndex((line, index) => index >= after && line.includes(anchor.trim()))
    const index = whole ?? (part === -1 ? undefined : part)
    if (index === undefined) return { why: `has the anchor "@@ ${anchor}", which is no line of the file` }
    after = index + 1
  }
  return { after }
}

function ambiguous(starts: number[]): string {
  const shown = starts.slice(0, 8).map((start) => start + 1)
  return `matches at several places (lines ${shown.join(', ')}${starts.length > 8 ? ' …' : ''}); add unchanged lines around it, or a line "@@ <a line above the place>"`
}

function overlaps(a: Place, b: Place): boolean {
  return a.start < b.start + b.length && b.start < a.start + a.length
}

/** Unchanged lines stay as the file has them, not as the patch wrote them. */
function rebuild(lines: string[], places: Place[]): { text: string; from: number | null }[] {
  const result: { text: string; from: number | null }[] = []
  let at = 0
  const keep = (until: number) => {
    for (; at < until; at++) result.push({ text: lines[at]!, from: at })
  }
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    keep(place.start)
    for (const { sign, text } of place.lines) {
      if (sign === '+') result.push({ text, from: null })
      else if (sign === ' ') keep(at + 1)
      else at++
    }
  }
  keep(lines.length)
  return result
}
