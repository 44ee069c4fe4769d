import type { RE2JS } from 're2js'

/** Matches of one rule in one file that are looked at. */
export const MAX_MATCHES = 200
/**
 * Characters × instructions that one call may cost at worst. Hostile rules on hostile text take about 12 ns each
 * (measured), so some 6 s in all; ordinary rules take a hundredth of that.
 */
const MAX_WORK = 500_000_000
/** What a match costs beside the search: a finding with its lines. 10,000 of them use everything up. */
const MATCH_WORK = 50_000

/** What may still be spent; shared by all searches of one call. */
export type Work = { left: number }
export type Match = { start: number; end: number; groups: RegExpMatchArray }
export type Matches = {
  matches: Match[]
  /** Whether the whole text was searched. `many`: stopped at MAX_MATCHES. `work`: nothing left to spend. */
  ended: 'whole' | 'many' | 'work'
}

export function startWork(): Work {
  return { left: MAX_WORK }
}

/** All non-empty matches from left to right, within the bounds. */
export function findMatches(regex: RE2JS, text: string, work: Work): Matches {
  const size = regex.programSize()
  const matches: Match[] = []
  if (!spend(work, text.length * size)) return { matches, ended: 'work' }
  // The boolean search takes the fast automaton; nearly every rule finds nothing in nearly every file.
  if (!regex.test(text)) return { matches, ended: 'whole' }
  for (const groups of regex.matchAll(text)) {
    const start = groups.index ?? 0
    const end = start + groups[0].length
    if (end > start) matches.push({ start, end, groups })
    if (matches.length === MAX_MATCHES) return { matches, ended: 'many' }
    if (!spend(work, (text.length - end) * size + MATCH_WORK)) return { matches, ended: 'work' }
  }
  return { matches, ended: 'whole' }
}

function spend(work: Work, units: number): boolean {
  work.left -= units
  return work.left >= 0
}
