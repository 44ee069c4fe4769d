import { syntaxOf } from '../source/language.ts'
import { lineCounter } from '../source/line-counter.ts'
import { type ScannedSource, scanSource } from '../source/scan-source.ts'
import { findCalls } from './find-calls.ts'
import { type Mark, type TestLanguage, testLanguageOf } from './test-language.ts'

export type FoundTest = {
  title: string
  line: number
  /** Code without white space, to know a test again under another title. */
  body: string
  asserts: number
  /** A group of tests: it has a title and marks, but is no test. */
  group: boolean
}
export type FoundMark = { what: Mark; title: string | null; line: number }
export type TestFile = { tests: FoundTest[]; marks: FoundMark[]; asserts: number }

export const NO_TESTS: TestFile = { tests: [], marks: [], asserts: 0 }

type Start = { index: number; title: string; group: boolean; marks: Mark[] }

/** What a test file holds; nothing for all other files. */
export function readTests(path: string, text: string): TestFile {
  const language = testLanguageOf(path)
  const syntax = syntaxOf(path)
  if (!language || !syntax) return NO_TESTS
  const source = scanSource(text, syntax)
  const starts = startsIn(source, language)
  const lineOf = lineCounter(text)
  const asserts = positions(language.asserts, source.code)
  const empty = positions(language.empty, source.code)
  const signs = [
    ...language.marks.flatMap(({ what, sign }) =>
      positions(sign, source.code).map((index) => ({ what, index })),
    ),
    ...empty.map((index) => ({ what: 'empty' as const, index })),
    ...starts.flatMap(({ index, marks }) => marks.map((what) => ({ what, index }))),
  ]
  const within = spans(starts)
  const counts = countIn(starts, asserts)
  for (const index of empty) counts[within(index) + 1]! -= 1
  const tests = starts.map(({ index, title, group }, position) => ({
    title,
    line: lineOf(index),
    body: source.code.slice(index, starts[position + 1]?.index ?? text.length).replaceAll(/\s+/g, ''),
    asserts: Math.max(0, counts[position + 1] ?? 0),
    group,
  }))
  const marks = signs
    .map(({ what, index }) => ({ what, title: starts[within(index)]?.title ?? null, line: lineOf(index) }))
    .filter(({ title }) => !language.inline || title !== null)
  const outside = language.inline ? 0 : (counts[0] ?? 0)
  return { tests, marks, asserts: outside + tests.reduce((sum, test) => sum + test.asserts, 0) }
}

function startsIn(source: ScannedSource, { call, named, attribute }: TestLanguage): Start[] {
  const found: Start[] = []
  const plainStart = (index: number, title: string) =>
    found.push({ index: withAttributes(source.code, index), title, group: false, marks: [] })
  for (const match of named ? source.code.matchAll(named) : []) plainStart(match.index, match[1]!)
  for (const match of attribute ? source.code.matchAll(attribute.sign) : []) {
    const name = attribute?.name.exec(source.code.slice(match.index, match.index + MAX_ATTRIBUTES))
    if (name) plainStart(match.index + name.index, name[1]!)
  }
  if (call) found.push(...findCalls(source, call))
  const sorted = found.sort((one, other) => one.index - other.index)
  // Two attributes of one function, or a name that is also found by its attribute.
  return sorted.filter(
    ({ index, title }, at) => sorted[at - 1]?.index !== index || sorted[at - 1]?.title !== title,
  )
}

/** Between the attribute of a test and its name stand other attributes and their arguments. */
const MAX_ATTRIBUTES = 2_000

/** The start of the lines of decorators and attributes above a function. */
function withAttributes(code: string, index: number): number {
  let start = code.lastIndexOf('\n', index - 1) + 1
  while (start > 0) {
    const above = code.lastIndexOf('\n', start - 2) + 1
    if (!/^\s*(?:@|#\[|\[)/.test(code.slice(above, Math.min(start, above + 200)))) break
    start = above
  }
  return start
}

function positions(pattern: RegExp, code: string): number[] {
  return Array.from(code.matchAll(pattern), ({ index }) => index)
}

/** Which start a place belongs to; -1: it stands before the first. */
function spans(starts: readonly Start[]): (index: number) => number {
  return (index) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle]!.index <= index) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** How many places fall before the first start, and to each start. */
function countIn(starts: readonly Start[], places: readonly number[]): number[] {
  const counts = new Array<number>(starts.length + 1).fill(0)
  const within = spans(starts)
  for (const place of places) counts[within(place) + 1]! += 1
  return counts
}
