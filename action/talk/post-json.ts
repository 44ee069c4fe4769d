import type { z } from 'zod'

/** How the runner reaches the app; tests pass their own clock. */
export type Wire = {
  /** The app's address, without a slash at its end. */
  server: string
  sleep: (ms: number) => Promise<void>
}

export type Post<T> = {
  path: string
  token: string
  body: unknown
  answer: z.ZodType<T>
  tries: number
  /** Of one try, ms. */
  timeout: number
  signal?: AbortSignal
}

/** `refused`: the app said no, in its own words. `unreachable`: network, 5xx or no answer that parses, to the last try. */
export type Posted<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'unreachable'; message: string }

const PAUSE = { first: 500, most: 15_000 } as const

/** Posts JSON to the app. What may pass by itself is tried again, with growing pauses; a refusal is not. Never throws. */
export async function postJson<T>(wire: Wire, post: Post<T>): Promise<Posted<T>> {
  const body = JSON.stringify(post.body)
  for (let failures = 1; ; failures++) {
    const posted = await once(wire, post, body)
    if (posted.kind !== 'unreachable' || failures >= post.tries || post.signal?.aborted) return posted
    await wire.sleep(Math.min(PAUSE.most, PAUSE.first * 2 ** (failures - 1)))
  }
}

async function once<T>(wire: Wire, post: Post<T>, body: string): Promise<Posted<T>> {
  const timeout = AbortSignal.timeout(post.timeout)
  try {
    const response = await fetch(`${wire.server}${post.path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${post.token}`, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: post.signal ? AbortSignal.any([post.signal, timeout]) : timeout,
    })
    const text = await response.text()
    if (response.ok) return parse(post, text)
    const message = refusal(text) ?? `the app answered ${response.status}`
    const passing = response.status >= 500 || response.status === 408 || response.status === 429
    return passing ? { kind: 'unreachable', message } : { kind: 'refused', status: response.status, message }
  } catch (error) {
    return { kind: 'unreachable', message: inWords(error) }
  }
}

function parse<T>(post: Post<T>, text: string): Posted<T> {
  const found = post.answer.safeParse(fromJson(text))
  if (found.success) return { kind: 'ok', value: found.data }
  const where = found.error.issues.map((issue) => issue.path.join('.') || 'the whole').slice(0, 3)
  return { kind: 'unreachable', message: `the app's answer is not understood (${where.join(', ')})` }
}

function refusal(text: string): string | null {
  const found = fromJson(text)
  return found !== null && typeof found === 'object' && 'error' in found && typeof found.error === 'string'
    ? found.error
    : null
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // No JSON: a proxy's page; the status tells the rest.
  }
}

/** `fetch failed` hides why one level down. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
