import type { ProbotOctokit } from 'probot'

/** Waits no longer than this for GitHub's limits; then the call fails and says so. Milliseconds. */
const LONGEST_WAIT = 60_000
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: a minute when GitHub names no time. */
const SECONDARY_WAIT = 60_000
const TRIES = 3

type Plugin = Parameters<typeof ProbotOctokit.plugin>[0]
type Sleep = (ms: number) => Promise<void>
type Failure = {
  status?: number
  response?: { headers?: Record<string, string | number | undefined>; data?: unknown }
}
type Call = { method: string; url: string; query?: unknown }

/**
 * When a call is made again: after a rate limit, when GitHub says so; after a 5xx or a broken connection, only if it
 * reads. A comment or a commit that may have been written is never written again.
 */
export function ratePolicy(sleep: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))): Plugin {
  return (octokit) => {
    octokit.hook.wrap('request', async (request, call) => {
      for (let tried = 1; ; tried++) {
        try {
          return await request(call)
        } catch (error) {
          const wait = tried < TRIES ? waitFor(error as Failure, call, tried) : null
          if (wait === null || wait > LONGEST_WAIT) throw error
          octokit.log.warn(`${call.method} ${call.url}: again in ${wait} ms`)
          await sleep(wait)
        }
      }
    })
  }
}

/** @returns milliseconds until the call may be made again, or null: never. */
function waitFor({ status, response }: Failure, call: Call, tried: number): number | null {
  const headers = response?.headers ?? {}
  if (status === 403 || status === 429) {
    if (headers['retry-after'] !== undefined) return Number(headers['retry-after']) * 1_000
    if (String(headers['x-ratelimit-remaining']) === '0')
      return Math.max(0, Number(headers['x-ratelimit-reset']) * 1_000 - Date.now()) + 1_000
    return /secondary rate limit/i.test(JSON.stringify(response?.data ?? '')) ? SECONDARY_WAIT : null
  }
  const broken = status === undefined || status >= 500
  return broken && reads(call) ? 250 * 4 ** (tried - 1) : null
}

function reads({ method, url, query }: Call): boolean {
  if (url.endsWith('/graphql')) return typeof query === 'string' && !/^\s*mutation\b/.test(query)
  return method === 'GET' || method === 'HEAD'
}
