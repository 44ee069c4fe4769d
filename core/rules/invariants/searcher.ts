import type { InvariantOf } from '../../harness/harness.ts'
import { MAX_MATCHES } from '../find-matches.ts'
import type { Range } from '../finding.ts'
import type { TextLines } from '../text-lines.ts'

/** Offsets into the text, the end exclusive. */
export type Match = { start: number; end: number; groups?: RegExpMatchArray }
export type Matches = {
  matches: Match[]
  /** Why not the whole text was looked at, as a sentence; null when it was. */
  ended: string | null
  /** It ended because there were more matches than are looked at. */
  full: boolean
}

/** A rule that says what must not appear, ready to be tried on texts. */
export type Searcher = {
  rule: InvariantOf<'regex' | 'ast'>
  covers: (path: string) => boolean
  search: (path: string, lines: TextLines) => Matches
  /** The lines of a range with every match in them replaced; null when the rule says not by what. */
  replace: (lines: TextLines, range: Range, matches: Match[]) => string | null
}

/** How a search came to its end, in words. */
export function endOf(id: string, ended: 'whole' | 'many' | 'work'): Pick<Matches, 'ended' | 'full'> {
  if (ended === 'whole') return { ended: null, full: false }
  if (ended === 'many')
    return {
      ended: `The rule ${id} matches more than ${MAX_MATCHES} times here; only the first are shown.`,
      full: true,
    }
  return {
    ended: `The rule ${id} was not applied to the whole file: together, the rules and the changed files are too much to look at.`,
    full: false,
  }
}
