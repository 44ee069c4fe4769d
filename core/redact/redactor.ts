import { createValueIndex, type Span, type ValueIndex } from './index-of-values.ts'
import { partsOf } from './parts.ts'
import { isPretended, PATTERNS, type Pattern } from './patterns.ts'
import { placeOf, type Reading, readingsOf, unescaped } from './reading.ts'
import { transformsOf } from './transforms.ts'

/** A value that must not be seen, and what people call it: "run token". Nothing else of it is ever said. */
export type Known = { value: string; what: string }

export type Found = { what: string; count: number }
export type Redacted = { text: string; found: Found[] }

export type Redactor = {
  add: (known: Known) => void
  /** The text with `[redacted: what]` in place of every known value, and of what has the shape of a secret. */
  redact: (text: string) => Redacted
  /** The same for known values only: what has the shape of a secret may be the work itself. */
  redactKnown: (text: string) => Redacted
  /** Secrets as they stand in a text: what a change must not bring. Shapes that are often examples are not among them. */
  secretsIn: (text: string) => { what: string; text: string; known: boolean }[]
}

/** One redactor for everything that leaves. Linear in the text, whatever is in it. */
export function createRedactor(values: readonly Known[] = []): Redactor {
  const letters = createValueIndex('letters')
  const visible = createValueIndex('visible')
  const indexes = [letters, visible]
  const add = ({ value, what }: Known) => {
    for (const { text, random } of [...new Set([value, unescaped(value)])].flatMap(partsOf))
      if (random) for (const one of transformsOf(text)) letters.add(one.text, one.least, what)
      else for (const one of spellingsOf(text)) visible.add(one, Number.POSITIVE_INFINITY, what)
  }
  for (const known of values) add(known)
  return {
    add,
    redact: (text) => replaceAll(text, (left) => findAll(readingsOf(left), indexes, PATTERNS)),
    redactKnown: (text) => replaceAll(text, (left) => findAll(readingsOf(left), indexes, [])),
    secretsIn: (text) => {
      const readings = readingsOf(text)
      const as = (known: boolean) => (span: Span) => ({
        ...{ what: span.what, known, text: text.slice(span.start, span.end) },
      })
      return [
        ...merged(findAll(readings, indexes, [])).map(as(true)),
        ...merged(findAll(readings, [], SURE)).map(as(false)),
      ]
    },
  }
}

const SURE = PATTERNS.filter(({ sure }) => sure)

/** Words have to be met as they are written: no folding, no parts. */
function spellingsOf(text: string): string[] {
  const all = transformsOf(text).map((one) => one.text)
  const urlSafe = all.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))
  return [
    ...new Set([...all, ...urlSafe, ...all.slice(2, 3).map((hex) => hex.toUpperCase()), inAddress(text)]),
  ]
}

function inAddress(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function findAll(readings: Reading[], indexes: ValueIndex[], patterns: readonly Pattern[]): Span[] {
  return readings.flatMap((reading) => [
    ...indexes.flatMap((index) => index.find(reading)),
    ...patterns.flatMap((pattern) => findShape(reading, pattern)),
  ])
}

function findShape(reading: Reading, { hint, shape, what }: Pattern): Span[] {
  if (!reading.text.includes(hint)) return []
  return [...reading.text.matchAll(shape)]
    .filter(([match, secret = match]) => !isPretended(secret))
    .map(({ 0: match, index, indices }) => {
      const [start, end] = indices?.[1] ?? [index, index + match.length]
      return { ...placeOf(reading, start, end), what }
    })
}

/** In order, none over another; where two meet, the first one names it. */
function merged(spans: Span[]): Span[] {
  const apart: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else apart.push({ ...span })
  }
  return apart
}

/** What was cut off by a neighbour may have the shape of a secret only now. */
const LOOKS = 3

function replaceAll(text: string, find: (text: string) => Span[]): Redacted {
  const counts = new Map<string, number>()
  let left = text
  for (let look = 0; look < LOOKS; look++) {
    const spans = find(left)
    if (spans.length === 0) break
    left = replace(left, spans, counts)
  }
  return { text: left, found: [...counts].map(([what, count]) => ({ what, count })) }
}

function replace(text: string, spans: Span[], counts: Map<string, number>): string {
  const pieces: string[] = []
  let read = 0
  for (const { start, end, what } of merged(spans)) {
    pieces.push(text.slice(read, beforeEscape(text, start, read)), `[redacted: ${what}]`)
    counts.set(what, (counts.get(what) ?? 0) + 1)
    read = end
  }
  pieces.push(text.slice(read))
  return pieces.join('')
}

/** A backslash left behind would make an escape of the bracket, and no JSON of what was JSON. */
function beforeEscape(text: string, start: number, least: number): number {
  let at = start
  while (at > least && text[at - 1] === '\\') at--
  return at
}
