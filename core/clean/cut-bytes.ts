import type { Clean } from './clean.ts'

/** At most so many bytes of UTF-8, never half a character. */
export function cutBytes(text: Clean, most: number): Clean {
  let bytes = 0
  let end = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    if (bytes > most) return text.slice(0, end) as Clean
    end += character.length
  }
  return text
}
