import type { Check } from '../harness/harness.ts'

/** `junit:junit.xml` → the format, and the file behind the colon; null when it names none. */
export function splitParse(parse: string): { format: string; path: string | null } {
  const colon = parse.indexOf(':')
  return colon === -1
    ? { format: parse, path: null }
    : { format: parse.slice(0, colon), path: parse.slice(colon + 1) }
}

/** The file a check writes its report to; null when what it says is in its output, as with problem matchers. */
export function outputFile({ parse }: Pick<Check, 'parse'>): string | null {
  const { format, path } = splitParse(parse)
  return format === 'problem-matcher' ? null : path
}
