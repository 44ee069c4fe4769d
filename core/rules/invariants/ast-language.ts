import { LANGUAGES, type Language, languageOf } from '../../syntax/language.ts'

/**
 * How a file is read for an `ast` rule: in the rule's language, a .tsx file as Tsx for a rule about TypeScript; a file
 * of no known language as the rule says, when the rule names its paths. Null: the rule is not about this file.
 */
export function astLanguage(path: string, rule: { language: string; named: boolean }): Language | null {
  const wanted = LANGUAGES.find((language) => language === rule.language) ?? null
  const own = languageOf(path)
  if (own === null) return rule.named ? wanted : null
  if (own === wanted) return own
  return own === 'Tsx' && wanted === 'TypeScript' ? own : null
}
