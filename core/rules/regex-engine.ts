import type { RE2JS } from 're2js'

/** What re2js knows about a compiled pattern: typed, but not documented, so tests hold what is read here. */

/** Whether a match can never contain a line break, so that every attempt to match ends with its line. */
export function staysOnLine(regex: RE2JS): boolean {
  const instructions: { matchRune: (rune: number) => boolean }[] = regex.re2().prog.inst
  return !instructions.some((instruction) => instruction.matchRune(LINE_FEED))
}

/** States of the lazily built automaton: how many different situations the texts so far have brought about. */
export function statesBuilt(regex: RE2JS): number {
  return regex.re2().dfa.stateCount
}

const LINE_FEED = 10
