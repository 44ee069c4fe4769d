import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Refusal } from './refusal.ts'
import type { Fault } from './turn.ts'

export type ModelContext = Context<{ Bindings: HttpBindings }>

/** What goes over the wire for one answer, and what goes wrong with it. `frames` are whole SSE events, or one JSON body. */
export type Wire = { frames: string[]; streamed: boolean; fault: Fault | undefined; closing: AbortSignal }

const JSON_TYPE = { 'content-type': 'application/json' }
const SSE_TYPE = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }

export function sendRefusal(c: ModelContext, { status, error, retryAfter }: Refusal): Response {
  const headers = retryAfter === undefined ? JSON_TYPE : { ...JSON_TYPE, 'retry-after': String(retryAfter) }
  return c.newResponse(JSON.stringify({ error }), { status: status as 400, headers })
}

/** Sends an answer whole, or with the fault the script asks for. */
export async function send(c: ModelContext, wire: Wire): Promise<Response> {
  const { frames, fault, closing } = wire
  if (fault !== undefined && 'malformed' in fault) return finish(c, wire, [...frames.slice(0, 1).map(broken)])
  if (fault !== undefined && 'cut' in fault) return finish(c, wire, cutOff(c, frames))
  if (fault !== undefined && 'hang' in fault) {
    const hanging = AbortSignal.any([closing, c.req.raw.signal])
    if (wire.streamed) return finish(c, wire, hangs(frames, { ms: fault.hang, signal: hanging }))
    await quietly(fault.hang, hanging)
  }
  return finish(c, wire, frames)
}

function finish(c: ModelContext, { streamed }: Wire, body: string[] | AsyncGenerator<string>): Response {
  const headers = streamed ? SSE_TYPE : JSON_TYPE
  if (Array.isArray(body)) return c.newResponse(body.join(''), { status: 200, headers })
  const bytes = ReadableStream.from(body).pipeThrough(new TextEncoderStream())
  return c.newResponse(bytes, { status: 200, headers })
}

/** The first half of what would have been sent; its JSON ends in the middle. */
function broken(frame: string): string {
  const half = frame.slice(0, Math.ceil(frame.length / 2))
  return frame.endsWith('\n\n') ? `${half}\n\n` : half
}

async function* cutOff(c: ModelContext, frames: string[]): AsyncGenerator<string> {
  const all = frames.join('')
  yield all.slice(0, Math.ceil(all.length / 2))
  // What was written must leave before the connection does.
  await sleep(20)
  c.env.outgoing.destroy()
}

async function* hangs(
  frames: string[],
  { ms, signal }: { ms: number; signal: AbortSignal },
): AsyncGenerator<string> {
  yield frames.slice(0, 2).join('')
  await quietly(ms, signal)
  yield frames.slice(2).join('')
}

/** Waits; an end of client or server ends the waiting, which is not an error. */
async function quietly(ms: number, signal: AbortSignal): Promise<void> {
  const ended = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  if (signal.aborted) return
  const stop = new AbortController()
  await Promise.race([
    sleep(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined),
    ended,
  ])
  stop.abort()
}
