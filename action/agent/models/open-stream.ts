import type { OpenAI } from 'openai/client'
import { APIError } from 'openai/core/error'
import { Stream } from 'openai/core/streaming'
import { StreamFailure } from './stream-failure.ts'

export type Post = { url: string; token: string; body: unknown; signal: AbortSignal; idle: number }

/** Without a client the package's decoder writes to the console. */
const SILENT = { logLevel: 'off' } as OpenAI

/**
 * Posts a request and gives the events of its answer. Only the package's decoder and errors are taken, not its client:
 * retries are ours, and the client costs 30 ms and 370 kB of every start.
 *
 * @throws APIError for a refusal, StreamFailure for an answer that is none, TypeError when there is no connection.
 */
export async function* openStream({ url, token, body, signal, idle }: Post): AsyncGenerator<unknown> {
  const controller = new AbortController()
  const stop = AbortSignal.any([signal, controller.signal])
  let silent = false
  const watch = setTimeout(() => {
    silent = true
    controller.abort()
  }, idle)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'user-agent': 'reins',
      },
      body: JSON.stringify(body),
      // A redirect would carry the token to somebody else.
      redirect: 'error',
      signal: stop,
    })
    if (!response.ok) throw await toError(response)
    await expectStream(response)
    for await (const event of Stream.fromSSEResponse<unknown>(response, controller, SILENT)) {
      watch.refresh()
      yield event
    }
    // The decoder ends in silence when it is aborted.
    stop.throwIfAborted()
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (silent) throw new StreamFailure('idle', `nothing came for ${idle / 1_000} s`, { cause: error })
    if (error instanceof SyntaxError) throw new StreamFailure('malformed', error.message, { cause: error })
    throw error
  } finally {
    clearTimeout(watch)
    controller.abort()
  }
}

async function toError(response: Response): Promise<APIError> {
  const text = await response.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's page: its words are the message.
  }
  return APIError.generate(response.status, body as object, text.slice(0, 500), response.headers)
}

async function expectStream(response: Response): Promise<void> {
  const type = response.headers.get('content-type') ?? 'nothing'
  if (type.includes('text/event-stream')) return
  const text = await response.text()
  throw new StreamFailure('malformed', `expected an event stream, got ${type}: ${text.slice(0, 200)}`)
}
