import { WorkflowProblem } from '../workflow-problem.ts'
import { evaluate, type Scope } from './evaluate.ts'
import { isTruthy, toText, toValue, type Value } from './value.ts'

/** A text with `${{ }}` in it. One that is nothing but an expression keeps the kind of its value. */
export function evaluateTemplate(template: string, scope: Scope): Value {
  const parts = split(template)
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'expression') return evaluate(only.text, scope)
  return parts.map((part) => (part.kind === 'text' ? part.text : toText(evaluate(part.text, scope)))).join('')
}

/** A scalar of a workflow file as text: numbers and booleans as GitHub writes them, null as nothing. */
export function evaluateText(scalar: unknown, scope: Scope): string {
  return toText(typeof scalar === 'string' ? evaluateTemplate(scalar, scope) : toValue(scalar))
}

/** Every scalar of a map, as text: `env`, `with`. */
export function evaluateMap(map: Record<string, unknown> | undefined, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map ?? {}).map(([key, value]) => [key, evaluateText(value, scope)]),
  )
}

/** `if:`, where `${{ }}` may be left out, and `success()` is meant unless a status function is named. */
export function evaluateCondition(condition: unknown, scope: Scope): boolean {
  const template = condition === undefined || condition === null ? '' : evaluable(condition)
  const parts = split(template)
  const bare = parts.every((part) => part.kind === 'text')
  const asked = parts.some((part) => (bare || part.kind === 'expression') && namesStatus(part.text))
  if (!asked && !isTruthy(evaluate('success()', scope))) return false
  if (template.trim() === '') return true
  return isTruthy(bare ? evaluate(template, scope) : evaluateTemplate(template, scope))
}

function evaluable(condition: unknown): string {
  return typeof condition === 'string' ? condition : toText(toValue(condition))
}

function namesStatus(expression: string): boolean {
  const withoutStrings = expression.replace(/'(?:[^']|'')*'/g, "''")
  return /\b(success|failure|cancelled|always)\s*\(/i.test(withoutStrings)
}

type Part = { kind: 'text' | 'expression'; text: string }

/** Braces inside an expression's strings do not end it. */
function split(template: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (let open = template.indexOf('${{'); open >= 0; open = template.indexOf('${{', from)) {
    const close = closing(template, open + 3)
    if (close < 0)
      throw new WorkflowProblem(
        `The expression is not closed: an unescaped \${{ was found, but no closing }}: ${template}`,
      )
    if (open > from) parts.push({ kind: 'text', text: template.slice(from, open) })
    parts.push({ kind: 'expression', text: template.slice(open + 3, close).trim() })
    from = close + 2
  }
  if (from < template.length || parts.length === 0) parts.push({ kind: 'text', text: template.slice(from) })
  return parts
}

function closing(template: string, from: number): number {
  let quoted = false
  for (let at = from; at < template.length; at += 1) {
    if (template[at] === "'") quoted = !quoted
    else if (!quoted && template.startsWith('}}', at)) return at
  }
  return -1
}
