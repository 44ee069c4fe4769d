import type { Language } from './language.ts'

/** Grammars in which a bracket may be a comparison, a cast or a type: each doubt doubles what the parser keeps open. */
/** Signs of doubt in one statement: C# takes 38 ms for 80 and for ever for 250, Java gigabytes for 12,000 (measured). */
const MAX_SIGNS = new Map<Language, number>([
  ['CSharp', 60],
  ['Java', 120],
  ['Kotlin', 120],
  // Minified code has long statements; 100,000 in one take ten seconds.
  ['JavaScript', 2_000],
  ['TypeScript', 2_000],
  ['Tsx', 2_000],
])

/**
 * How much of a text its grammar can be given, in UTF-16 units from the beginning: up to the line where a statement
 * takes it out of all bounds. Statements end at ";", "{" or "}", wherever those stand.
 */
export function readablePart(language: Language, text: string): number {
  const most = MAX_SIGNS.get(language)
  if (most === undefined) return text.length
  let start = 0
  let signs = 0
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index)
    if (sign === SEMICOLON || sign === OPEN || sign === CLOSE) {
      start = index + 1
      signs = 0
    } else if (sign === BREAK) start = index + 1
    else if (sign < 128 && COUNTED[sign] === 1 && ++signs > most) return start
  }
  return text.length
}

const BREAK = 10
const SEMICOLON = 59
const OPEN = 123
const CLOSE = 125

const COUNTED = new Uint8Array(128)
for (const sign of '<>?[') COUNTED[sign.charCodeAt(0)] = 1
