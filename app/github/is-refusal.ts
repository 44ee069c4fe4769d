import { RateLimited } from './budget/rate-limited.ts'

/** What GitHub says when it was busy, not when it said no. */
const BUSY = /something went wrong|timed? ?out/i

/**
 * Whether GitHub said no to this and would say it again. Everything else passes: it was away, it was busy, its limits left
 * no room, or it is not about GitHub at all.
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof RateLimited) return false
  const { status } = error as { status?: number }
  if (status !== undefined) return status >= 400 && status < 500 && status !== 408 && status !== 429
  // GraphQL refuses in a successful answer.
  return error.name === 'GraphqlResponseError' && !BUSY.test(error.message)
}
