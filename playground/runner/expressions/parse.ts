import { WorkflowProblem } from '../workflow-problem.ts'
import { type Token, tokenize, unexpected } from './tokens.ts'

export type Node = { at: number } & (
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; arguments: Node[] }
  | { kind: 'index'; of: Node; key: Node | 'all' }
  | { kind: 'not'; of: Node }
  | { kind: 'binary'; operator: string; left: Node; right: Node }
)

/** GitHub's own bound on nesting. */
const MAX_DEPTH = 50
/** Weakest first. */
const LEVELS = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

/** @throws WorkflowProblem with the position of the mistake. */
export function parseExpression(expression: string): Node {
  const tokens = tokenize(expression)
  let next = 0
  let depth = 0

  const whole = binary(0)
  if (next < tokens.length) throw stray()
  return whole

  function binary(level: number): Node {
    const operators = LEVELS[level]
    if (operators === undefined) return unary()
    let left = binary(level + 1)
    for (let token = take(operators); token; token = take(operators))
      left = { kind: 'binary', operator: token.text, left, right: binary(level + 1), at: token.at }
    return left
  }

  function unary(): Node {
    const not = take(['!'])
    return not ? nested(() => ({ kind: 'not', of: unary(), at: not.at })) : indexed(primary())
  }

  function indexed(of: Node): Node {
    let node = of
    for (let token = take(['.', '[']); token; token = take(['.', '['])) {
      const key = token.text === '.' ? dotted() : bracketed()
      node = { kind: 'index', of: node, key, at: token.at }
    }
    return node
  }

  function dotted(): Node | 'all' {
    if (take(['*'])) return 'all'
    const token = tokens[next]
    if (token?.kind !== 'name') throw stray()
    next += 1
    return { kind: 'literal', value: token.text, at: token.at }
  }

  function bracketed(): Node | 'all' {
    const key = take(['*']) ? 'all' : nested(() => binary(0))
    expect(']')
    return key
  }

  function primary(): Node {
    const token = tokens[next]
    if (token === undefined) throw stray()
    if (token.kind === 'operator' && token.text !== '(') throw stray()
    next += 1
    if (token.kind === 'literal') return { kind: 'literal', value: token.value, at: token.at }
    if (token.kind === 'name')
      return take(['('])
        ? { kind: 'call', name: token.text, arguments: list(), at: token.at }
        : { kind: 'name', name: token.text, at: token.at }
    const inner = nested(() => binary(0))
    expect(')')
    return inner
  }

  function list(): Node[] {
    const nodes: Node[] = []
    if (take([')'])) return nodes
    do nodes.push(nested(() => binary(0)))
    while (take([',']))
    expect(')')
    return nodes
  }

  function take(texts: string[]): Token | null {
    const token = tokens[next]
    if (token?.kind !== 'operator' || !texts.includes(token.text)) return null
    next += 1
    return token
  }

  function expect(text: string): void {
    if (!take([text])) throw stray()
  }

  function nested<T>(read: () => T): T {
    depth += 1
    if (depth > MAX_DEPTH) throw new WorkflowProblem(`Exceeded the maximum expression depth of ${MAX_DEPTH}.`)
    const node = read()
    depth -= 1
    return node
  }

  function stray(): WorkflowProblem {
    const token = tokens[next]
    return unexpected(expression, token?.at ?? expression.length, token?.text ?? '')
  }
}
