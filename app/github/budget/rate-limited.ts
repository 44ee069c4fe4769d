/**
 * GitHub's limits leave no room for a request within the time it may wait. It looks as GitHub's own refusals do, so that
 * who schedules another try finds `retry-after` where it always stands. `cause`: GitHub's refusal, if it was asked.
 */
export class RateLimited extends Error {
  readonly status: number
  readonly response: { headers: { 'retry-after': string } }

  /** @param after Milliseconds. */
  constructor(after: number, cause: unknown) {
    const seconds = Math.max(1, Math.ceil(after / 1_000))
    super(`GitHub’s limits leave no room for this request now; it can be tried again in ${seconds} s`, {
      cause,
    })
    this.name = 'RateLimited'
    this.status = (cause as { status?: number } | null)?.status ?? 429
    this.response = { headers: { 'retry-after': String(seconds) } }
  }
}

/** @returns milliseconds until what failed may be tried again, or null: it did not fail for a limit. */
export function retryAfter(error: unknown): number | null {
  return error instanceof RateLimited ? Number(error.response.headers['retry-after']) * 1_000 : null
}
