import type { ScannedSource } from '../source/scan-source.ts'
import type { Mark } from './test-language.ts'

export type FoundCall = { index: number; title: string; group: boolean; marks: Mark[] }

const GROUPS = /^(?:[xfFPX]?(?:describe|context|feature|Describe|Context|When|DescribeTable)|suite|group)/

/** Tests that are calls: `it('adds up', …)`, `test.each([…])('adds %s', …)`, `t.Run("adds up", …)`. */
export function findCalls(source: ScannedSource, call: RegExp): FoundCall[] {
  return Array.from(source.code.matchAll(call)).flatMap((match): FoundCall[] => {
    const word = match[1] ?? match[2] ?? ''
    const modifiers = match[1] === undefined ? '' : (match[2] ?? '')
    const title = titleAt(
      source,
      match.index + match[0].length,
      /\b(?:each|for|skipIf|runIf|if|prop)\s*$/.test(modifiers),
    )
    // `test.skip(condition)` switches off the test around it; that is a mark, not a test.
    if (title === null) return []
    const group = GROUPS.test(word) || /\bdescribe\b/.test(modifiers)
    return [{ index: match.index, title, group, marks: marksOf(word, modifiers) }]
  })
}

function marksOf(word: string, modifiers: string): Mark[] {
  const found = new Set<Mark>()
  if (/^x|^[XP](?=[A-Z])/.test(word) || /\b(?:skip|fixme|skipIf|runIf)\b/.test(modifiers)) found.add('skip')
  if (
    /^f(?=it|test|describe|context|specify|example|scenario)|^F(?=[A-Z])/.test(word) ||
    /\bonly\b/.test(modifiers)
  )
    found.add('only')
  if (/\btodo\b/.test(modifiers)) found.add('todo')
  if (/\bfail(?:s|ing)?\b/.test(modifiers)) found.add('fails')
  return [...found]
}

const MAX_TABLE = 50_000

/** The first argument as it is written; null: it is no text. `table`: a call or a template with the cases stands before. */
function titleAt({ code, text }: ScannedSource, index: number, table: boolean): string | null {
  let at = index
  if (code[at] === '<') at = code.indexOf('(', at)
  if (at >= 0 && table) at = code[at] === '`' ? afterTemplate(code, at) : afterBrackets(code, at)
  if (at < 0) return null
  const opening = /^[\s(]*/.exec(code.slice(at, at + 200))![0].length
  const start = at + opening
  const quote = code[start] ?? ''
  if (!'"\'`'.includes(quote) || quote === '') return null
  const end = code.indexOf(quote, start + 1)
  return end < 0 ? null : text.slice(start + 1, Math.min(end, start + 1_000))
}

function afterBrackets(code: string, index: number): number {
  let depth = 0
  for (let at = index; at < code.length && at < index + MAX_TABLE; at++) {
    if (code[at] === '(') depth++
    else if (code[at] === ')' && --depth === 0) return at + 1
  }
  return -1
}

function afterTemplate(code: string, index: number): number {
  const end = code.indexOf('`', index + 1)
  return end < 0 ? -1 : end + 1
}
