import { measureAst, RELATIONS } from '../rules/invariants/measure-ast.ts'
import type { AstRule } from '../syntax/ast-rule.ts'

/** A rule of somebody's own has some ten. */
const MAX_PARTS = 200
const MAX_TEXT = 1_000
/** Each multiplies the cost by the depth of the code. */
const MAX_FAR = 2

/** Why a rule of ast-grep is not run, as the rest of a sentence; null when its cost is bounded. */
export function astProblem(ast: AstRule): string | null {
  const rules = [ast.rule, ...Object.values(ast.constraints ?? {}), ...Object.values(ast.utils ?? {})]
  if (rules.some((rule) => longestText(rule) > MAX_TEXT))
    return `has a text longer than ${MAX_TEXT} characters; split the rule`
  const measured = measureAst(ast, MAX_PARTS)
  if (measured === null) return 'refers to itself by `matches`; write it without'
  if (measured.parts > MAX_PARTS)
    return `has more than ${MAX_PARTS} parts once \`matches\` is written out; split it`
  if (measured.far > MAX_FAR)
    return `has more than ${MAX_FAR} of ${RELATIONS.join(', ')} with \`stopBy\` one inside the other; write a simpler rule`
  return null
}

function longestText(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Math.max(0, ...Object.entries(value).map(([key, part]) => Math.max(key.length, longestText(part))))
}
