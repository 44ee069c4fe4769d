import type { AstRule } from '../../syntax/ast-rule.ts'

/** Steps of work to parse one character (measured: some 150 ns). */
const PARSE = 12
/** Steps to try one part of a rule, for each character of the text. */
const PART = 4

/** What an `ast` rule costs for each character of a text that is parsed for it, in steps of work. */
export function astCost(rule: AstRule): number {
  return PARSE + PART * countParts(rule)
}

/** Maps and texts of a rule; its depth is bounded by the file it comes from. */
export function countParts(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, part) => sum + countParts(part), 1)
}
