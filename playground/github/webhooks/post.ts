import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

export type Posted =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'timed out' }
  | { kind: 'not connected' }

/** GitHub keeps the beginning of an answer. */
const MAX_ANSWER = 64 * 1024

/**
 * One POST. `sent` resolves when the request has left (or failed), so that the next one can leave after it without
 * waiting for the answer. Neither promise rejects: what the receiver did wrong is the outcome.
 */
export function post(given: {
  url: string
  headers: Record<string, string>
  body: string
  timeout: number
  signal: AbortSignal
}): { sent: Promise<void>; posted: Promise<Posted> } {
  const { url, headers, body } = given
  const patience = AbortSignal.timeout(given.timeout)
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  const request = send(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.any([patience, given.signal]),
    agent: false,
  })
  const sent = new Promise<void>((resolve) => {
    request.once('finish', resolve).once('close', resolve)
  })
  const posted = read(request.end(body)).catch(
    (): Posted => (patience.aborted ? { kind: 'timed out' } : { kind: 'not connected' }),
  )
  return { sent, posted }
}

async function read(request: ReturnType<typeof httpRequest>): Promise<Posted> {
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return {
    kind: 'answered',
    status: answer.statusCode ?? 0,
    headers: answer.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString().slice(0, MAX_ANSWER),
  }
}
