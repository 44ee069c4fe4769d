import { APIError } from 'openai/core/error'
import { MAX_RETRY_AFTER } from '../../../core/run/limits.ts'
import type { ModelAnswer } from './model.ts'
import type { Tokens } from './provider.ts'
import { retryAfter } from './retry-after.ts'
import { StreamFailure } from './stream-failure.ts'

export type Failure = {
  cause: Extract<ModelAnswer, { kind: 'failed' }>['cause']
  /** A sentence for the user: what happened and what to do. */
  detail: string
  retry: boolean
  /** Milliseconds the provider asks to wait; null when it does not say. */
  after: number | null
  tokens: Tokens | null
}

/** Spent credit and spend limits: waiting does not mend them. */
const SPENT =
  /insufficient_quota|billing_hard_limit|credit_balance|credit balance|exceeded your current quota|spend(ing)? limit|payment.required/i
const TOO_LONG =
  /context_length_exceeded|context.window|maximum context length|prompt is too long|too many tokens|input.{0,20}too long/i

/** @param url The model endpoint, for the user. @param now Milliseconds since 1970, for Retry-After as a date. */
export function explainFailure(error: unknown, { url, now }: { url: string; now: number }): Failure {
  if (error instanceof APIError) return explainApiError(error, now)
  if (error instanceof StreamFailure) return explainStream(error)
  const cause = (error as { cause?: { code?: string; message?: string } })?.cause
  const why = cause?.code ?? cause?.message ?? (error as Error)?.message ?? String(error)
  return failure(
    `The model at ${url} could not be reached or the connection broke (${why}). Check the address and that it is up.`,
    { retry: true },
  )
}

function explainApiError(error: APIError, now: number): Failure {
  const { status } = error
  const code = String(error.code ?? error.type ?? '')
  const said = `${code} ${error.message}`
  const words = messageOf(error)
  if (TOO_LONG.test(said) || status === 413)
    return failure(`The conversation no longer fits the model: ${words}`, { cause: 'context' })
  if (status === 402 || SPENT.test(said))
    return failure(
      `The provider refuses because credit or a spend limit is used up: ${words} Raise it with the provider, then run again.`,
    )
  switch (status) {
    case 400:
    case 422:
      return failure(
        `The provider refused the request (${status}): ${words} Check that the model is configured for the right API.`,
      )
    case 401:
      return failure(
        `The provider did not accept the key (401): ${words} Set a valid key in the app's configuration.`,
      )
    case 403:
      return failure(
        `The key may not use this model (403): ${words} Allow it for the key, or configure another model.`,
      )
    case 404:
      return failure(
        `The provider does not know the model or the address (404): ${words} Check the model's name and the base URL.`,
      )
    case 429: {
      const after = retryAfter(error.headers, now)
      if (after !== null && after > MAX_RETRY_AFTER)
        return failure(
          `The provider limits the rate and asks to wait ${Math.ceil(after / 60_000)} minutes, which is too long: ${words} Run again later.`,
        )
      return failure(`The provider limits the rate (429): ${words} Run again later, or raise the limit.`, {
        retry: true,
        after,
      })
    }
  }
  const retry = status === undefined || status === 408 || status === 409 || status >= 500
  const after = retryAfter(error.headers, now)
  if (after !== null && after > MAX_RETRY_AFTER)
    return failure(
      `The provider asks to wait ${Math.ceil(after / 60_000)} minutes, which is too long: ${words} Run again later.`,
    )
  return failure(
    `The provider failed${status === undefined ? '' : ` (${status})`}: ${words} Run again later.`,
    { retry, after },
  )
}

function explainStream(error: StreamFailure): Failure {
  const { kind, message, tokens } = error
  if (kind === 'malformed')
    return failure(
      `The model's answer could not be read: ${message}. Check that the address speaks the configured API.`,
      { cause: 'malformed', tokens },
    )
  if (kind !== 'failed')
    return failure(`The model's answer broke off: ${message}. Run again later.`, { retry: true, tokens })
  const said = `${error.code ?? ''} ${message}`
  if (TOO_LONG.test(said))
    return failure(`The conversation no longer fits the model: ${message}`, { cause: 'context', tokens })
  const retry = !SPENT.test(said) && !/content_filter|invalid_|policy/.test(error.code ?? '')
  return failure(`The provider ended the answer (${error.code ?? 'no code'}): ${message}`, { retry, tokens })
}

function failure(detail: string, more: Partial<Failure> = {}): Failure {
  return { cause: 'provider', detail, retry: false, after: null, tokens: null, ...more }
}

/** The provider's own sentence, without the status the package puts before it; an app's `{ error: "…" }` as it is. */
function messageOf({ error, message, status }: APIError): string {
  const words = typeof error === 'string' ? error : message.replace(new RegExp(`^${status} `), '')
  return /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`
}
