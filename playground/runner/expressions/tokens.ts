import { WorkflowProblem } from '../workflow-problem.ts'
import { parseNumber } from './value.ts'

export type Token = { at: number; text: string } & (
  | { kind: 'operator' }
  | { kind: 'name' }
  | { kind: 'literal'; value: string | number | boolean | null }
)

const OPERATOR = /(?:&&|\|\||==|!=|<=|>=|[!<>()[\].,*])/y
const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y
const STRING = /'(?:[^']|'')*'/y
const NUMBER = /[-+]?(?:0x[0-9a-f]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|Infinity)(?![A-Za-z0-9_])/iy
const KEYWORDS: Record<string, boolean | number | null> = {
  true: true,
  false: false,
  null: null,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
}

/** @throws WorkflowProblem at the first character that belongs to nothing. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < expression.length) {
    if (/\s/.test(expression[at] ?? '')) {
      at += 1
      continue
    }
    const token = tokenAt(expression, at, tokens.at(-1))
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function tokenAt(expression: string, at: number, before: Token | undefined): Token {
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(expression)?.[0]
  }
  const string = match(STRING)
  if (string !== undefined)
    return { kind: 'literal', at, text: string, value: string.slice(1, -1).replaceAll("''", "'") }
  const name = match(NAME)
  if (name !== undefined) {
    const isProperty = before?.kind === 'operator' && before.text === '.'
    if (!isProperty && Object.hasOwn(KEYWORDS, name))
      return { kind: 'literal', at, text: name, value: KEYWORDS[name] ?? null }
    return { kind: 'name', at, text: name }
  }
  // A dot after a value is an index; anywhere else it may begin a number.
  const indexes =
    before?.kind === 'name' || before?.text === ')' || before?.text === ']' || before?.text === '*'
  const number = indexes ? undefined : match(NUMBER)
  if (number !== undefined) return { kind: 'literal', at, text: number, value: parseNumber(number) }
  const operator = match(OPERATOR)
  if (operator !== undefined) return { kind: 'operator', at, text: operator }
  throw unexpected(expression, at, expression.slice(at).split(/\s/, 1)[0] ?? '')
}

export function unexpected(expression: string, at: number, symbol: string): WorkflowProblem {
  const what = symbol === '' ? 'Unexpected end of expression' : `Unexpected symbol: '${symbol}'`
  const hint = symbol.startsWith('"') ? ' Strings stand in single quotes.' : ''
  return new WorkflowProblem(
    `${what}. Located at position ${at + 1} within expression: ${expression}.${hint}`,
  )
}
