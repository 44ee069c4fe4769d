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
/** Codes in the middle of a stream that come again on every try. */
const FINAL = /content_filter|invalid_|policy|not_found|unsupported/
/** What our app says when the run has used up what it may; it serves the model, so it has the last word. */
const OWN_LIMITS = ['run_cost_limit', 'run_request_limit']
/** How our app says that it is the one who refuses; what to do stands in its words. */
const OWN = 'reins'
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
  if (OWN_LIMITS.includes(code)) return failure(words, { cause: 'limit' })
  if (status === 413 || (status !== 429 && TOO_LONG.test(said))) return tooLong(words)
  if (status === 402 || SPENT.test(said)) return spent(words)
  if (error.type === OWN && status !== undefined && status !== 429 && status < 500) return failure(words)
  const refusal = REFUSALS[status ?? 0]
  if (refusal !== undefined) return failure(`${refusal.what} (${status}): ${words} ${refusal.todo}`)

  const after = retryAfter(error.headers, now)
  const what = status === 429 ? 'The provider limits the rate' : 'The provider failed'
  if (after !== null && after > MAX_RETRY_AFTER)
    return failure(
      `${what} and asks to wait ${Math.ceil(after / 60_000)} minutes, which is too long: ${words} Run again later.`,
    )
  // Without a status it came in the middle of a stream.
  const retry = status === undefined ? !FINAL.test(code) : [408, 409, 429].includes(status) || status >= 500
  return failure(`${what}${status === undefined ? '' : ` (${status})`}: ${words} Run again later.`, {
    retry,
    after,
  })
}

/** What trying again does not mend. */
const REFUSALS: Record<number, { what: string; todo: string }> = {
  400: {
    what: 'The provider refused the request',
    todo: 'Check that the model is configured for the right API.',
  },
  401: { what: 'The provider did not accept the key', todo: "Set a valid key in the app's configuration." },
  403: { what: 'The model may not be used', todo: 'Allow it for the key, or configure another model.' },
  404: {
    what: 'The provider does not know the model or the address',
    todo: "Check the model's name and the base URL.",
  },
}
REFUSALS[422] = REFUSALS[400]!

function explainStream({ kind, code, message, tokens }: StreamFailure): Failure {
  const words = sentence(message)
  if (kind === 'malformed')
    return failure(
      `The model's answer could not be read: ${words} Check that the address speaks the configured API.`,
      { cause: 'malformed', tokens },
    )
  if (kind !== 'failed')
    return failure(`The model's answer broke off: ${words} Run again later.`, { retry: true, tokens })
  const said = `${code} ${message}`
  if (TOO_LONG.test(said)) return { ...tooLong(words), tokens }
  if (SPENT.test(said)) return { ...spent(words), tokens }
  return failure(`The provider ended the answer (${code ?? 'it gives no code'}): ${words} Run again later.`, {
    retry: !FINAL.test(code ?? ''),
    tokens,
  })
}

function tooLong(words: string): Failure {
  return failure(`The conversation no longer fits the model: ${words} Split the task.`, { cause: 'context' })
}

function spent(words: string): Failure {
  return failure(
    `Credit or a spend limit at the provider is used up: ${words} Raise it there, then run again.`,
  )
}

function failure(detail: string, more: Partial<Failure> = {}): Failure {
  return { cause: 'provider', detail, retry: false, after: null, tokens: null, ...more }
}

/** The provider's own words, without the status the package puts before them; `{ error: "…" }` as it is. */
function messageOf({ error, message, status }: APIError): string {
  return sentence(typeof error === 'string' ? error : message.replace(new RegExp(`^${status} `), ''))
}

function sentence(words: string): string {
  const trimmed = words.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
