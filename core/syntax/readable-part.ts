import type { Language } from './language.ts'

/** Grammars in which a bracket may be a comparison, a cast or a type: each doubt doubles what the parser keeps open. */
const DOUBTFUL = new Set<Language>(['Java', 'CSharp', 'Kotlin'])
/** Signs of doubt in one statement. 250 take some milliseconds, 12,000 take gigabytes (measured). */
const MAX_SIGNS = 250

/**
 * How much of a text its grammar can be given, in UTF-16 units from the beginning: up to the first statement that would
 * take it out of all bounds. Statements end at ";", "{" or "}", wherever those stand.
 */
export function readablePart(language: Language, text: string): number {
  if (!DOUBTFUL.has(language)) return text.length
  let start = 0
  let signs = 0
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index)
    if (sign === SEMICOLON || sign === OPEN || sign === CLOSE) {
      start = index + 1
      signs = 0
    } else if (sign < 128 && COUNTED[sign] === 1 && ++signs > MAX_SIGNS) return start
  }
  return text.length
}

const SEMICOLON = 59
const OPEN = 123
const CLOSE = 125

const COUNTED = new Uint8Array(128)
for (const sign of '<>=?![&|"') COUNTED[sign.charCodeAt(0)] = 1
