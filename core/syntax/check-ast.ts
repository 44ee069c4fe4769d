import type { NapiConfig } from '@ast-grep/napi'
import type { AstRule } from './ast-rule.ts'
import type { Language } from './language.ts'
import { inContext } from './pattern-context.ts'
import type { Trees } from './trees.ts'

/** What is wrong with a rule for a language, as a sentence; null when it can be used. */
export function checkAst(trees: Trees, language: Language, rule: AstRule): string | null {
  if (!trees.has(language)) return `There is no parser for ${language} here.`
  try {
    trees.parse(language, '').find(toConfig(trees, language, rule))
    return brokenPattern(trees, language, rule)
  } catch (error) {
    // Native code makes its errors itself, of no class that can be asked for here.
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : null
    if (typeof message === 'string') return inOneSentence(message)
    throw error
  }
}

/**
 * ast-grep takes a pattern that is no code and then finds places nobody meant. Only where "$" is a letter of the
 * language can a pattern be read as it is written.
 */
function brokenPattern(trees: Trees, language: Language, rule: unknown): string | null {
  if (!READS_DOLLAR.has(language)) return null
  for (const pattern of patternsIn(rule, 0)) {
    if (trees.parse(language, pattern).find({ rule: { kind: 'ERROR' } }) !== null)
      return `The pattern \`${pattern}\` cannot be read as ${language}.`
  }
  return null
}

const READS_DOLLAR = new Set<Language>(['JavaScript', 'TypeScript', 'Tsx', 'Java'])

function patternsIn(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > 50) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'pattern' && typeof inner === 'string' ? [inner] : patternsIn(inner, depth + 1),
  )
}

const configs = new WeakMap<AstRule, Map<Language, NapiConfig>>()

/** The rule as ast-grep takes it; worked out once for each language. */
export function toConfig(trees: Trees, language: Language, rule: AstRule): NapiConfig {
  const known = configs.get(rule) ?? new Map<Language, NapiConfig>()
  configs.set(rule, known)
  const found = known.get(language)
  if (found !== undefined) return found
  const given = Object.entries(rule).filter(([, value]) => value !== undefined)
  const config = inContext(trees, language, Object.fromEntries(given)) as NapiConfig
  known.set(language, config)
  return config
}

/** ast-grep tells its causes line by line, the outermost first, and some again and again. */
function inOneSentence(message: string): string {
  const causes = message.split('\n |->').map((cause) =>
    cause
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .replace(/[.:]$/, ''),
  )
  const told = causes.length > 1 ? causes.slice(1) : causes
  return `${told.filter((cause, index) => told.indexOf(cause) === index && cause !== 'Invalid Kind').join(': ')}.`
}
