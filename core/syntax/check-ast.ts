import type { NapiConfig } from '@ast-grep/napi'
import type { AstRule } from './ast-rule.ts'
import type { Language } from './language.ts'
import type { Trees } from './trees.ts'

/** What is wrong with a rule for a language, as a sentence; null when it can be used. */
export function checkAst(trees: Trees, language: Language, rule: AstRule): string | null {
  if (!trees.has(language)) return `There is no parser for ${language} here.`
  try {
    trees.parse(language, '').find(toConfig(rule))
    return null
  } catch (error) {
    const message = messageOf(error)
    if (message === null) throw error
    return inOneSentence(message)
  }
}

/** A native parser's error may be of another realm, where `instanceof` is no help. */
function messageOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  return typeof error.message === 'string' ? error.message : null
}

export function toConfig({ rule, constraints, utils }: AstRule): NapiConfig {
  return {
    rule,
    ...(constraints === undefined ? {} : { constraints }),
    ...(utils === undefined ? {} : { utils }),
  }
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
