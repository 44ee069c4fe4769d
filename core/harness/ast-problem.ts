import type { AstRule } from '../syntax/ast-rule.ts'

/** Maps, lists and texts of a rule, with what it refers to written out; a rule of somebody's own has some ten. */
const MAX_PARTS = 200
const MAX_TEXT = 1_000
/** Rules that look through whole trees, one inside the other: each multiplies the cost by the depth of the code. */
const MAX_FAR = 2

const RELATIONS: readonly string[] = ['inside', 'has', 'precedes', 'follows']

/** Why a rule of ast-grep is not run, as the rest of a sentence; null when its cost is bounded. */
export function astProblem(ast: AstRule): string | null {
  const rules = [ast.rule, ...Object.values(ast.constraints ?? {}), ...Object.values(ast.utils ?? {})]
  const text = rules.map(longestText).find((length) => length > MAX_TEXT)
  if (text !== undefined) return `has a text longer than ${MAX_TEXT} characters; split the rule`
  const measured = measure(
    { ...ast.rule, constraints: ast.constraints ?? {} },
    { utils: ast.utils ?? {}, within: [] },
  )
  if (measured === null) return 'refers to itself by `matches`; write it without'
  if (measured.parts > MAX_PARTS)
    return `has more than ${MAX_PARTS} parts once \`matches\` is written out; split it`
  if (measured.far > MAX_FAR)
    return `has more than ${MAX_FAR} of ${RELATIONS.join(', ')} with \`stopBy\` one inside the other; write a simpler rule`
  return null
}

type Measured = { parts: number; far: number }
type Around = { utils: Record<string, unknown>; within: readonly string[] }

/** Null for a rule that refers to itself. Ends early when there are too many parts, for references may double. */
function measure(value: unknown, around: Around): Measured | null {
  const total: Measured = { parts: 1, far: 0 }
  if (typeof value !== 'object' || value === null) return total
  for (const [key, part] of Object.entries(value)) {
    const measured =
      key === 'matches' && typeof part === 'string' ? refer(part, around) : measure(part, around)
    if (measured === null) return null
    total.parts += measured.parts
    total.far = Math.max(total.far, measured.far + (RELATIONS.includes(key) && looksFar(part) ? 1 : 0))
    if (total.parts > MAX_PARTS) return total
  }
  return total
}

function refer(name: string, { utils, within }: Around): Measured | null {
  if (within.includes(name)) return null
  if (!Object.hasOwn(utils, name)) return { parts: 1, far: 0 }
  return measure(utils[name], { utils, within: [...within, name] })
}

function looksFar(relation: unknown): boolean {
  if (typeof relation !== 'object' || relation === null || !('stopBy' in relation)) return false
  return relation.stopBy !== 'neighbor'
}

function longestText(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Math.max(0, ...Object.entries(value).map(([key, part]) => Math.max(key.length, longestText(part))))
}
