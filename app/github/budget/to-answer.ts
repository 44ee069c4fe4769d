import type { Answer } from './account.ts'
import type { QuotaSeen } from './quota.ts'

/** What came back, as Octokit gives it: of an error, its response. */
export type Response = {
  status: number
  headers: Record<string, string | number | undefined>
  data: unknown
}

/** A reset is told in whole seconds. Milliseconds. */
const SECOND = 1_000

/**
 * What an answer says about limits.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit and
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api: GraphQL may say so in a 200.
 */
export function toAnswer(response: Response, now: number): NonNullable<Answer> {
  const quota = toQuota(response.headers, now)
  if (!isLimited(response, quota)) return { quota, limited: null }
  const asked = toWait(response.headers['retry-after'], now)
  if (asked === null && quota?.remaining === 0) return { quota, limited: { by: 'quota' } }
  return { quota, limited: { by: 'secondary', pause: asked } }
}

function isLimited({ status, headers, data }: Response, quota: QuotaSeen | null): boolean {
  if (status === 429) return true
  if (status === 403)
    return headers['retry-after'] !== undefined || quota?.remaining === 0 || SAYS_SO.test(messageOf(data))
  const { errors } = (data ?? {}) as { errors?: { type?: string; message?: string }[] }
  if (status !== 200 || !Array.isArray(errors)) return false
  return errors.some(({ type, message }) => type === 'RATE_LIMITED' || SAYS_SO.test(message ?? ''))
}

const SAYS_SO = /secondary rate limit|abuse detection/i

function messageOf(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data ?? '')
}

function toQuota(headers: Response['headers'], now: number): QuotaSeen | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    toNumber(headers[`x-ratelimit-${name}`]),
  )
  if (remaining == null || reset == null) return null
  // By GitHub's clock: ours may be wrong.
  const theirs = Date.parse(String(headers.date))
  const here = Number.isNaN(theirs) ? now : theirs
  return { limit: limit ?? null, remaining, reset: now + Math.max(0, reset * 1_000 - here) + SECOND }
}

/** Seconds, or a date (RFC 9110, 10.2.3). @returns milliseconds. */
function toWait(value: string | number | undefined, now: number): number | null {
  if (value === undefined) return null
  const seconds = toNumber(value)
  if (seconds !== null) return seconds * 1_000
  const date = Date.parse(String(value))
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function toNumber(value: string | number | undefined): number | null {
  if (value === undefined || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) && number >= 0 ? number : null
}
