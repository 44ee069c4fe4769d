import { lineOf, lineStarts } from '../text/line-starts.ts'
import type { Place } from './import.ts'

/** Turns UTF-16 offsets of a text into places. Lines end with "\n" alone, as GitHub and git count them. */
export type Places = { at(start: number, end: number): Place; line(offset: number): number }

/** Where lines begin is found at the first question: most files ask none. */
export function toPlaces(text: string): Places {
  let starts: number[] | null = null
  return { at, line: (offset) => lineAt(offset) + 1 }

  function at(start: number, end: number): Place {
    const first = lineAt(start)
    const last = lineAt(end)
    return {
      line: first + 1,
      column: start - starts![first]! + 1,
      endLine: last + 1,
      endColumn: end - starts![last]! + 1,
    }
  }

  function lineAt(offset: number): number {
    starts ??= lineStarts(text)
    return lineOf(starts, offset)
  }
}
