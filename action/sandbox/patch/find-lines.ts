/** How closely lines are compared, strictest first. */
export const LEVELS = [
  { name: 'exactly', key: (line: string) => line },
  { name: 'without trailing white space', key: (line: string) => line.trimEnd() },
  { name: 'without white space around', key: (line: string) => line.trim() },
  { name: 'with plain dashes, quotes and spaces', key: toPlain },
] as const

export type Found = { starts: number[]; level: number }

/**
 * All places at or after `from` where `wanted` stands, at the strictest level that gives any.
 *
 * @returns `starts` as 0-based indexes; empty when there is none.
 */
export function findLines(lines: readonly string[], wanted: readonly string[], from: number): Found {
  for (const [level, { key }] of LEVELS.entries()) {
    const keys = wanted.map(key)
    const starts: number[] = []
    for (let start = from; start + wanted.length <= lines.length; start++)
      if (keys.every((text, offset) => key(lines[start + offset]!) === text)) starts.push(start)
    if (starts.length > 0) return { starts, level }
  }
  return { starts: [], level: 0 }
}

/** Typographic characters that models write as ASCII, or the other way round. */
export function toPlain(line: string): string {
  return line
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u2018-\u201B\u2032]/g, "'")
    .replace(/[\u201C-\u201F\u2033]/g, '"')
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/\u2026/g, '...')
    .trim()
}
