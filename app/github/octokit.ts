import { type Probot, ProbotOctokit } from 'probot'
import { ratePolicy } from './rate-policy.ts'

/** The part of Probot that the event table needs. */
export type App = Pick<Probot, 'onAny'>
export type Octokit = InstanceType<typeof ProbotOctokit>

/** One call to GitHub takes no longer. Milliseconds. */
const CALL_TIMEOUT = 30_000

/**
 * Probot's Octokit with our own rate policy: its throttling spaces comments three seconds apart, and its retries write
 * again what may have been written.
 */
export function octokitWith(policy: ReturnType<typeof ratePolicy>): typeof ProbotOctokit {
  return ProbotOctokit.plugin(policy).defaults(
    // biome-ignore lint/suspicious/noExplicitAny: Octokit's options are typed per strategy; these are Probot's.
    (options: any) => {
      // Probot's `request` for the auth strategy knows no base URL; without it Octokit's own is used, which does.
      const { request: _, ...auth } = options.auth ?? {}
      return {
        ...options,
        auth,
        throttle: { ...options.throttle, enabled: false },
        retry: { ...options.retry, enabled: false },
        request: { ...options.request, fetch: fetchInTime },
      }
    },
  )
}

export const ReinsOctokit = octokitWith(ratePolicy())

function fetchInTime(url: string, options: RequestInit): Promise<Response> {
  const signals = [AbortSignal.timeout(CALL_TIMEOUT), ...(options.signal ? [options.signal] : [])]
  return fetch(url, { ...options, signal: AbortSignal.any(signals) })
}
