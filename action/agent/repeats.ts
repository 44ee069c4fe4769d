import { LOOP_HINT, LOOP_STOP } from '../../core/run/limits.ts'

export type Repeats = {
  /** Counts a call. @returns how often it was made in a row, when that calls for a hint or for the end. */
  count: (key: string) => 'fine' | 'hint' | 'stop'
  /** Counts a refused call, in a row or not. @returns true when it is one too many. */
  countDenied: (key: string) => boolean
}

/** Finds an agent that goes round in circles. `key` is a call's name and arguments. */
export function createRepeats(): Repeats {
  let last = ''
  let inRow = 0
  const denied = new Map<string, number>()
  return {
    count: (key) => {
      inRow = key === last ? inRow + 1 : 1
      last = key
      return inRow >= LOOP_STOP ? 'stop' : inRow >= LOOP_HINT ? 'hint' : 'fine'
    },
    countDenied: (key) => {
      const times = (denied.get(key) ?? 0) + 1
      denied.set(key, times)
      return times >= LOOP_STOP
    },
  }
}
