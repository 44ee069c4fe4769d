import { showInvisible } from '../../../core/markdown/invisible.ts'

/** How closely lines are compared, strictest first. */
export const LEVELS = [
  { name: 'exactly', key: (line: string) => line },
  { name: 'without trailing white space', key: (line: string) => line.trimEnd() },
  { name: 'without white space around', key: (line: string) => line.trim() },
  { name: 'with plain dashes, quotes and spaces', key: toPlain },
  { name: 'with its invisible characters as they are shown', key: toShown },
] as const

export type Found = { starts: number[]; level: number }

/**
 * All places at or after `from` where `wanted` stands, at the strictest level that gives any.
 *
 * @returns `starts` as 0-based indexes; empty when there is none.
 */
export function findLines(lines: readonly string[], wanted: readonly string[], from: number): Found {
  if (from + wanted.length > lines.length) return { starts: [], level: 0 }
  for (const [level, { key }] of LEVELS.entries()) {
    const keys = wanted.map(key)
    const starts = occurrences(lines.slice(from).map(key), keys).map((start) => from + start)
    if (starts.length > 0) return { starts, level }
  }
  return { starts: [], level: 0 }
}

/** Knuth, Morris and Pratt: no text makes it slow, however often it repeats itself. */
function occurrences(lines: readonly string[], wanted: readonly string[]): number[] {
  /** How many lines the longest beginning has that also ends there, by how many have agreed. */
  const border = [0, 0]
  for (let at = 1, same = 0; at < wanted.length; at++) {
    while (same > 0 && wanted[at] !== wanted[same]) same = border[same]!
    if (wanted[at] === wanted[same]) same++
    border.push(same)
  }
  const starts: number[] = []
  for (let at = 0, same = 0; at < lines.length; at++) {
    while (same > 0 && lines[at] !== wanted[same]) same = border[same]!
    if (lines[at] === wanted[same]) same++
    if (same !== wanted.length) continue
    starts.push(at + 1 - same)
    same = border[same]!
  }
  return starts
}

/** As tools show it; see core/clean/source.ts. */
function toShown(line: string): string {
  return toPlain(showInvisible(line))
}

/** Typographic characters that models write as ASCII, or the other way round. */
export function toPlain(line: string): string {
  // Most lines are plain already.
  if (!/[^\x20-\x7E\t]/.test(line)) return line.trim()
  return line
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u2018-\u201B\u2032]/g, "'")
    .replace(/[\u201C-\u201F\u2033]/g, '"')
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/\u2026/g, '...')
    .trim()
}
