import type { Repo } from './format.ts'

export type TracePlace = { path: string; line: number; column: number | null }
type Frame = { written: string; line: number; column: number | null }

/** `File "a.py", line 3`: Python writes the innermost call last. */
const PYTHON = /^\s*File "([^"\n]{1,1000})", line (\d{1,7})/
/** Without the parentheses of `at fn (path with spaces.js:3:5)`. */
const PARENTHESES = /\(([^()\n]{1,1000}?):(\d{1,7})(?::(\d{1,7}))?\)/
const BARE =
  /(?:^|[\s("'])((?:file:\/\/)?(?:[A-Za-z]:(?=[\\/]))?[^\s:()"']{1,1000}):(?:line )?(\d{1,7})(?::(\d{1,7}))?(?=[\s):,]|$)/
const LONGEST_LINE = 2_000

/** The place a line of a stack trace names, as written; null when it names none. */
export function frameOf(line: string): (Frame & { python: boolean }) | null {
  if (line.length > LONGEST_LINE || (!line.includes(':') && !line.includes('line '))) return null
  const python = PYTHON.exec(line)
  if (python !== null) return { written: python[1]!, line: Number(python[2]), column: null, python: true }
  const found = PARENTHESES.exec(line) ?? BARE.exec(line)
  if (found === null) return null
  const [, written, row, column] = found
  return {
    written: written!,
    line: Number(row),
    column: column === undefined ? null : Number(column),
    python: false,
  }
}

/**
 * The innermost place of this repository that a text names: the first one, but the last one in Python's and pytest's
 * traces. @returns 'outside' when it names only others' places, null when it names none.
 */
export function placeInText(text: string, repo: Repo): TracePlace | 'outside' | null {
  let found: TracePlace | null = null
  let named = false
  for (const line of text.split('\n')) {
    const frame = frameOf(line)
    if (frame === null) continue
    const path = repo.resolve(frame.written)
    if (path === null) {
      named ||= /[./\\]/.test(frame.written)
      continue
    }
    // pytest begins a line with the place: also innermost last.
    const innermostLast: boolean = frame.python || line.startsWith(frame.written)
    if (found === null || innermostLast) found = { path, line: frame.line, column: frame.column }
  }
  return found ?? (named ? 'outside' : null)
}
