import type { RE2JS } from 're2js'
import { statesBuilt, staysOnLine } from './regex-engine.ts'
import { lineEndAfter, type TextLines } from './text-lines.ts'
import type { Work } from './work.ts'

/** Matches of one rule in one file that are looked at. */
export const MAX_MATCHES = 200
/** Of a match beside the search: its finding and its lines. 10,000 of them use everything up. */
const MATCH_WORK = 50_000
/** An automaton that needs more states than this does not pay: each character may build a new one. */
const MAX_STATES = 1_000
/** Steps to build one state, for each instruction. */
const STATE_WORK = 10

export type Match = { start: number; end: number; groups: RegExpMatchArray }
export type Matches = {
  matches: Match[]
  /** Whether the whole text was searched. `many`: stopped at MAX_MATCHES. `work`: nothing left to spend. */
  ended: 'whole' | 'many' | 'work'
}

/** All non-empty matches from left to right, within the bounds. */
export function findMatches(regex: RE2JS, lines: TextLines, work: Work): Matches {
  const matches: Match[] = []
  if (work.left <= 0) return { matches, ended: 'work' }
  if (!isFound(regex, lines.text, work)) return { matches, ended: 'whole' }
  const size = regex.programSize()
  const local = staysOnLine(regex)
  let from = 0
  for (const groups of regex.matchAll(lines.text)) {
    const start = groups.index ?? 0
    const end = start + groups[0].length
    // Every attempt to match ends with its line, unless the rule can cross lines: then it may have looked at all the rest.
    const looked = (local ? lineEndAfter(lines, end) : lines.text.length) - from
    work.left -= looked * size + MATCH_WORK
    if (end > start) matches.push({ start, end, groups })
    if (work.left <= 0) return { matches, ended: 'work' }
    if (matches.length === MAX_MATCHES) return { matches, ended: 'many' }
    from = end
  }
  work.left -= (lines.text.length - from) * size
  return { matches, ended: 'whole' }
}

/** The boolean search takes the fast automaton; nearly every rule finds nothing in nearly every file. */
function isFound(regex: RE2JS, text: string, work: Work): boolean {
  const size = regex.programSize()
  const before = statesBuilt(regex)
  const found = regex.test(text)
  const after = statesBuilt(regex)
  // It starts over when memory runs out, so fewer states than before are a sign of very many.
  const pays = after >= before && after <= MAX_STATES
  work.left -= pays ? text.length + (after - before) * size * STATE_WORK : text.length * size
  return found
}
