/** So long GitHub delivers again, and no longer: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks. Milliseconds. */
const DELIVERED_WITHIN = 3 * 24 * 3_600_000
/** Clocks differ. */
const SKEW = 3_600_000

/** What was said long ago is old words in a new envelope. `at` is ISO 8601, `now` milliseconds. */
export function isStale(at: string, now: number): boolean {
  return !(Date.parse(at) > now - DELIVERED_WITHIN - SKEW)
}
