import { quote } from '../../rules/quote.ts'

/** What stands there, in words short enough for a sentence: `the text "ten"`, `the number 5`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return `the text ${quote(value)}`
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : 'a map'
}

/** A zod `error`: "expected a duration such as 10m, got the number 5". A missing key is left to the caller's words. */
export function expected(what: string) {
  return (issue: { input?: unknown }): string | undefined =>
    issue.input === undefined ? undefined : `expected ${what}, got ${describeValue(issue.input)}`
}
