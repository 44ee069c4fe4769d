import { RE2JS } from 're2js'

export type LinePattern = {
  matches: (line: string) => boolean
  /** False only when no line of the text matches: one look at a whole file instead of one at each line. */
  mayMatch: (text: string) => boolean
}

/** Compiles an RE2 pattern that is matched line by line; RE2 takes linear time whatever the pattern is. */
export function compilePattern(
  pattern: string,
): { kind: 'ok'; pattern: LinePattern } | { kind: 'broken'; why: string } {
  if (pattern === '') return { kind: 'broken', why: 'The pattern is empty: say what to look for.' }
  try {
    const line = RE2JS.compile(pattern)
    const whole = RE2JS.compile(pattern, RE2JS.MULTILINE)
    // With these, or with "\r" before a line's end, a line can match where the whole text does not.
    const isAnchored = /\\[Az]/.test(pattern)
    return {
      kind: 'ok',
      pattern: {
        matches: (text) => line.test(text),
        mayMatch: (text) => isAnchored || text.includes('\r') || whole.test(text),
      },
    }
  } catch (error) {
    return {
      kind: 'broken',
      why: `The pattern is no RE2 regular expression (${(error as Error).message}). Look-around and back-references do not exist in it; write \\ before ( ) [ ] { } . * + ? | ^ $ to mean them.`,
    }
  }
}
