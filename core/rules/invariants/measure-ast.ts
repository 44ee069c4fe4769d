import type { AstRule } from '../../syntax/ast-rule.ts'

export type AstMeasure = {
  /** Maps, lists and texts, with what `matches` refers to written out. */
  parts: number
  /** How many relations that look through a whole tree stand one inside the other. */
  far: number
  /** Whether one of them looks along all neighbours. */
  aside: boolean
}

const DEEP = ['inside', 'has']
const ASIDE = ['precedes', 'follows']
export const RELATIONS: readonly string[] = [...DEEP, ...ASIDE]

/** How much an ast-grep rule asks; null when it refers to itself. Counting ends at `most` parts, for references may double. */
export function measureAst({ rule, constraints = {}, utils = {} }: AstRule, most: number): AstMeasure | null {
  return measure({ ...rule, constraints }, { utils, within: [], most })
}

type Around = { utils: Record<string, unknown>; within: readonly string[]; most: number }

function measure(value: unknown, around: Around): AstMeasure | null {
  const total: AstMeasure = { parts: 1, far: 0, aside: false }
  if (typeof value !== 'object' || value === null) return total
  for (const [key, part] of Object.entries(value)) {
    const measured =
      key === 'matches' && typeof part === 'string' ? refer(part, around) : measure(part, around)
    if (measured === null) return null
    const far = RELATIONS.includes(key) && looksFar(part)
    total.parts += measured.parts
    total.far = Math.max(total.far, measured.far + (far ? 1 : 0))
    total.aside ||= measured.aside || (far && ASIDE.includes(key))
    if (total.parts > around.most) return total
  }
  return total
}

function refer(name: string, around: Around): AstMeasure | null {
  if (around.within.includes(name)) return null
  if (!Object.hasOwn(around.utils, name)) return { parts: 1, far: 0, aside: false }
  return measure(around.utils[name], { ...around, within: [...around.within, name] })
}

function looksFar(relation: unknown): boolean {
  if (typeof relation !== 'object' || relation === null || !('stopBy' in relation)) return false
  return relation.stopBy !== 'neighbor'
}
