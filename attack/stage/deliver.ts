import { createHmac, randomUUID } from 'node:crypto'

export type Webhook = {
  event: string
  /** An object is sent as JSON. */
  payload: unknown
  guid?: string
  /** Signed with this instead of the App's own. */
  secret?: string
  /** Added, or in the place of the usual ones; an empty one is left out. */
  headers?: Record<string, string>
}

export type Answered = { status: number; body: string }

export const sign = (body: string, secret: string, algorithm = 'sha256') =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`

/** A delivery as GitHub would send it, but for what the webhook says otherwise. */
export async function deliver(
  url: string,
  { event, payload, secret = '', guid = randomUUID(), headers = {} }: Webhook,
): Promise<Answered> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const all = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': guid,
    'x-hub-signature-256': sign(body, secret),
    ...headers,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  const answer = await fetch(`${url}/api/github/webhooks`, { method: 'POST', headers: given, body })
  return { status: answer.status, body: await answer.text() }
}
