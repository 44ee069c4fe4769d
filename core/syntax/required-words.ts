import type { AstRule } from './ast-rule.ts'

/**
 * Whether a rule can match in a text at all, so that most files need no parsing. A pattern matches only code that has
 * its identifiers and words, so a text without any of them is passed over; a rule that requires none is always tried.
 */
export function mayMatch(rule: AstRule, text: string): boolean {
  const words = requiredWords(rule)
  return words === null || words.some((word) => text.includes(word))
}

const known = new WeakMap<AstRule, string[] | null>()

/** Words of which a matching text has at least one; null when nothing can be said. */
export function requiredWords(rule: AstRule): string[] | null {
  const found = known.get(rule)
  if (found !== undefined) return found
  const words = ofRule(rule.rule, { utils: rule.utils ?? {}, depth: 0 })
  known.set(rule, words)
  return words
}

type Looking = { utils: NonNullable<AstRule['utils']>; depth: number }

/** All keys of a rule must hold, so each that requires something will do: the one with the fewest and longest words. */
function ofRule(rule: unknown, looking: Looking): string[] | null {
  if (typeof rule !== 'object' || rule === null || looking.depth > MAX_DEPTH) return null
  const deeper = { ...looking, depth: looking.depth + 1 }
  const options = Object.entries(rule).flatMap(([key, value]) => {
    const words = ofKey(key, value, deeper)
    return words === null ? [] : [words]
  })
  return options.toSorted((a, b) => a.length - b.length || shortest(b) - shortest(a))[0] ?? null
}

const MAX_DEPTH = 20

function ofKey(key: string, value: unknown, looking: Looking): string[] | null {
  switch (key) {
    case 'pattern':
      return typeof value === 'string' ? ofPattern(value) : null
    case 'inside':
    case 'has':
    case 'precedes':
    case 'follows':
      return ofRule(withoutOptions(value), looking)
    case 'all':
      return Array.isArray(value) ? best(value.map((part) => ofRule(part, looking))) : null
    case 'any':
      return Array.isArray(value) && value.length > 0
        ? everyOne(value.map((part) => ofRule(part, looking)))
        : null
    case 'matches':
      return typeof value === 'string' && Object.hasOwn(looking.utils, value)
        ? ofRule(looking.utils[value], looking)
        : null
    default:
      return null
  }
}

/** Where to look is no condition of its own, and `stopBy` may be a rule that matches nothing. */
function withoutOptions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { stopBy: _, field: __, ...rule } = value as Record<string, unknown>
  return rule
}

function best(options: (string[] | null)[]): string[] | null {
  const known = options.filter((words) => words !== null)
  return known.toSorted((a, b) => a.length - b.length || shortest(b) - shortest(a))[0] ?? null
}

function everyOne(options: (string[] | null)[]): string[] | null {
  const known = options.filter((words) => words !== null)
  return known.length === options.length ? known.flat() : null
}

function shortest(words: string[]): number {
  return Math.min(...words.map((word) => word.length))
}

/**
 * The longest plain word of a pattern. Not from one with comments, templates or escapes, where a part may be left out or
 * spelled differently; nor a word that is part of a capture.
 */
function ofPattern(pattern: string): string[] | null {
  if (/[`\\]|\/\/|\/\*|#|--/.test(pattern)) return null
  const words = pattern.match(/(?<![\w$µ])[A-Za-z_][A-Za-z0-9_]*(?![\w$µ])/g) ?? []
  const longest = words
    .filter((word) => word.length > 2 && !KEYWORDS.has(word))
    .toSorted((a, b) => b.length - a.length)[0]
  return longest === undefined ? null : [longest]
}

/** ast-grep passes over words of the grammar that only the code or only the pattern has. */
const KEYWORDS = new Set(
  'async await public private protected static readonly abstract override export default declare const let var function class interface type enum import from new return final fun func def pub extern unsafe mut global using internal virtual sealed partial open data'.split(
    ' ',
  ),
)
