import { lineBounds, type TextLines } from '../text-lines.ts'
import { commentAt, commentStyle } from './comments.ts'

/** `reins-ignore <rule>[, <rule>]: <reason>` in a comment. Lines and columns are 1-based, the end column exclusive. */
export type Ignore = {
  rules: string[]
  /** Empty when there is none. */
  reason: string
  line: number
  /** The lines whose findings it ignores. */
  covers: number[]
  startColumn: number
  endColumn: number
  /** Its words and the line they are about: the same ones are the same ignore, wherever they stand. */
  key: string
}

const MARK = 'reins-ignore'
/** Of a file; more are no exceptions. */
const MAX_IGNORES = 1_000
const MAX_COMMENT = 1_000

/** The inline ignores of a file, in its order. Only what surely is a comment counts, so a text that looks like one does not. */
export function readIgnores(path: string, lines: TextLines): Ignore[] {
  const style = lines.text.includes(MARK) ? commentStyle(path) : null
  if (style === null) return []
  const found: (Ignore & { alone: boolean })[] = []
  const lineOf = (index: number) => {
    const { from, to } = lineBounds(lines, index)
    return lines.text.slice(from, to)
  }
  for (const index of linesWith(lines)) {
    const line = lineOf(index)
    const column = line.indexOf(MARK)
    const comment = commentAt(line, column, style)
    if (comment === null || found.length === MAX_IGNORES) continue
    const written = cutAt(line.slice(column, column + MAX_COMMENT), comment.end).trimEnd()
    const rest = written.slice(MARK.length)
    if (rest !== '' && !/^[\s:]/.test(rest)) continue
    found.push({
      ...parse(rest),
      line: index + 1,
      covers: [index + 1],
      startColumn: column + 1,
      endColumn: column + 1 + written.length,
      key: written,
      alone: comment.alone,
    })
  }
  return found.map(({ alone, ...ignore }, index) => {
    if (!alone) return { ...ignore, key: `${ignore.key}\n${lineOf(ignore.line - 1).trim()}` }
    const below = firstBelow(found, index)
    const about = below <= lines.starts.length ? lineOf(below - 1).trim() : ''
    return { ...ignore, covers: [ignore.line, below], key: `${ignore.key}\n${about}` }
  })
}

/** 0-based lines with the mark in them. */
function* linesWith({ text, starts }: TextLines): Generator<number> {
  let index = 0
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, starts[index] ?? text.length)) {
    while ((starts[index] ?? Number.POSITIVE_INFINITY) <= at) index++
    yield index - 1
    if (starts[index] === undefined) return
  }
}

/** The line that a comment above it is about; comments one below the other are about the same. */
function firstBelow(found: readonly { line: number; alone: boolean }[], index: number): number {
  let line = found[index]!.line + 1
  for (let next = index + 1; found[next]?.line === line && found[next]!.alone; next++) line++
  return line
}

function parse(rest: string): { rules: string[]; reason: string } {
  const colon = rest.indexOf(':')
  const named = colon < 0 ? rest : rest.slice(0, colon)
  const rules = named
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
  return { rules: [...new Set(rules)], reason: colon < 0 ? '' : rest.slice(colon + 1).trim() }
}

function cutAt(text: string, end: string | null): string {
  const at = end === null ? -1 : text.indexOf(end)
  return at < 0 ? text : text.slice(0, at)
}
