import { WorkflowProblem } from '../workflow-problem.ts'
import { type ExpressionFunction, FUNCTIONS } from './functions.ts'
import { type Node, parseExpression } from './parse.ts'
import { compare, Filtered, isEqual, isTruthy, property, type Value } from './value.ts'

/** What an expression can see at its place in the workflow. Names of functions are lower case. */
export type Scope = { contexts: Record<string, Value>; functions?: Record<string, ExpressionFunction> }

/** @throws WorkflowProblem: syntax, an unknown context or function, wrong arguments. */
export function evaluate(expression: string, scope: Scope): Value {
  const visit = (node: Node): Value => {
    switch (node.kind) {
      case 'literal':
        return node.value
      case 'name':
        return context(node.name, node.at)
      case 'call':
        return call(node.name, node.arguments, node.at)
      case 'index':
        return index(visit(node.of), node.key === 'all' ? 'all' : { key: visit(node.key) })
      case 'not':
        return !isTruthy(visit(node.of))
      case 'binary':
        return binary(node.operator, node.left, node.right)
    }
  }
  const context = (name: string, at: number): Value => {
    const known = Object.keys(scope.contexts).find((one) => one === name.toLowerCase())
    if (known === undefined) throw unknown('named-value', name, at)
    return scope.contexts[known] ?? null
  }
  const call = (name: string, given: Node[], at: number): Value => {
    const all = { ...FUNCTIONS, ...scope.functions }
    const key = name.toLowerCase()
    const found = Object.hasOwn(all, key) ? all[key] : undefined
    if (found === undefined) throw unknown('function', name, at)
    if (given.length < found.least)
      throw new WorkflowProblem(`Too few parameters supplied to ${name}() in expression: ${expression}`)
    if (given.length > found.most)
      throw new WorkflowProblem(`Too many parameters supplied to ${name}() in expression: ${expression}`)
    return found.call(given.map(visit))
  }
  const binary = (operator: string, leftNode: Node, rightNode: Node): Value => {
    const left = visit(leftNode)
    if (operator === '&&') return isTruthy(left) ? visit(rightNode) : left
    if (operator === '||') return isTruthy(left) ? left : visit(rightNode)
    const right = visit(rightNode)
    if (operator === '==') return isEqual(left, right)
    if (operator === '!=') return !isEqual(left, right)
    const order = compare(left, right)
    if (operator === '<') return order < 0
    if (operator === '<=') return order <= 0
    return operator === '>' ? order > 0 : order >= 0
  }
  const unknown = (what: string, name: string, at: number) =>
    new WorkflowProblem(
      `Unrecognized ${what}: '${name}'. Located at position ${at + 1} within expression: ${expression}`,
    )
  return visit(parseExpression(expression))
}

function index(of: Value, by: 'all' | { key: Value }): Value {
  if (by === 'all') {
    if (of instanceof Filtered) return Filtered.from(of.flatMap(items)) as Filtered
    return Filtered.from(items(of)) as Filtered
  }
  if (of instanceof Filtered)
    return Filtered.from(
      [...of].map((one) => property(one, by.key)).filter((one) => one !== null),
    ) as Filtered
  return property(of, by.key)
}

function items(of: Value): Value[] {
  if (Array.isArray(of)) return [...of]
  return of !== null && typeof of === 'object' ? Object.values(of) : []
}
