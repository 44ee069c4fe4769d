import { INVISIBLE } from './invisible.ts'
import type { Misplaced } from './yaml-node.ts'

/** Of the file; a harness that needs more is not read by anybody. */
export const MAX_HARNESS_BYTES = 64 * 1024

/** What is wrong with a file before it is read as YAML, or null. */
export function checkText(text: string, path: string): Misplaced | null {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MAX_HARNESS_BYTES)
    return problem(0, `${path} is ${bytes} bytes; at most ${MAX_HARNESS_BYTES} are read, so shorten it`)
  const unfit = [...text.matchAll(INVISIBLE)]
  const [first] = unfit
  if (first) return problem(first.index, `${path} ${describeUnfit(first[0], unfit.length)}`)
  return null
}

function describeUnfit(character: string, count: number): string {
  const more = count > 1 ? ` (and ${count - 1} more such characters)` : ''
  if (character === '\ufffd') return `is not valid UTF-8 here${more}; save the file as UTF-8`
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return `has the invisible or control character U+${code}${more}; remove it`
}

function problem(at: number, message: string): Misplaced {
  return { at, path: [], message }
}
