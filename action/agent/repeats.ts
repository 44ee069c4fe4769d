import { LOOP_HINT, LOOP_STOP } from '../../core/run/limits.ts'

export type Repeats = {
  /** Counts a call. @returns what its number in a row calls for. */
  count: (key: string) => 'fine' | 'hint' | 'stop'
  /** Something new was said: calls in a row begin anew. */
  begin: () => void
  /** Counts a refused call, in a row or not. @returns true when it is one too many. */
  countDenied: (key: string) => boolean
  /** The same for a call that ran into the walls: tests do, again and again, so only until something is edited. */
  countRefused: (key: string) => boolean
  /** Files were edited. */
  edited: () => void
}

/** Finds an agent that goes round in circles. `key` is a call's name and arguments. */
export function createRepeats(): Repeats {
  let last = ''
  let inRow = 0
  const denied = new Map<string, number>()
  let edits = 0
  const countDenied = (key: string) => {
    const times = (denied.get(key) ?? 0) + 1
    denied.set(key, times)
    return times >= LOOP_STOP
  }
  return {
    count: (key) => {
      inRow = key === last ? inRow + 1 : 1
      last = key
      return inRow >= LOOP_STOP ? 'stop' : inRow >= LOOP_HINT ? 'hint' : 'fine'
    },
    begin: () => {
      last = ''
    },
    countDenied,
    countRefused: (key) => countDenied(`${key} after ${edits} edits`),
    edited: () => {
      edits++
    },
  }
}
