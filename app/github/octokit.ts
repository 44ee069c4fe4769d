import { type Probot, ProbotOctokit } from 'probot'
import type { Redactor } from '../../core/redact/redactor.ts'
import type { ratePolicy } from './rate-policy.ts'
import { writeDoor } from './write-door.ts'

/** The part of Probot that the event table needs. */
export type App = Pick<Probot, 'onAny'>
export type Octokit = InstanceType<typeof ProbotOctokit>

/** One call to GitHub takes no longer. Milliseconds. */
const CALL_TIMEOUT = 30_000

/**
 * Probot's Octokit with our own rate policy: its throttling spaces comments three seconds apart, and its retries write
 * again what may have been written. And with the door that no secret passes.
 */
export function createOctokit(
  redactor: Pick<Redactor, 'redact'>,
  policy: ReturnType<typeof ratePolicy>,
  /** Sees each try: it stands closest to the wire. */
  watch: Parameters<typeof ProbotOctokit.plugin>[0] = () => undefined,
): typeof ProbotOctokit {
  return ProbotOctokit.plugin(watch, policy, writeDoor(redactor)).defaults(
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

function fetchInTime(url: string, options: RequestInit): Promise<Response> {
  const signals = [AbortSignal.timeout(CALL_TIMEOUT), ...(options.signal ? [options.signal] : [])]
  return fetch(url, { ...options, signal: AbortSignal.any(signals) })
}
