import { createHmac } from 'node:crypto'
import type { App, Delivery } from '../world/app.ts'
import { findRepositoryById, fullName } from '../world/repository.ts'
import { nextId, tell, timestamp, track, type World } from '../world/world.ts'

import { type Posted, post } from './post.ts'

export type DeliveryOrder = Pick<
  Delivery,
  'guid' | 'app' | 'installationId' | 'repositoryId' | 'event' | 'action' | 'redelivery'
> & { payload: string }

/** One attempt: signed, at most 10 s, written down for the deliveries API whatever comes of it. Resolves once it left. */
export async function attemptDelivery(world: World, order: DeliveryOrder): Promise<void> {
  const { webhook } = order.app
  if (!webhook) return
  const delivery: Delivery = {
    ...order,
    id: nextId(world),
    deliveredAt: timestamp(world),
    duration: 0,
    status: 'pending',
    statusCode: 0,
    url: webhook.url,
    request: { headers: signedHeaders(order.app, order), payload: order.payload },
    response: { headers: {}, payload: '' },
  }
  const from = performance.now()
  const { sent, posted } = post({
    url: webhook.url,
    headers: delivery.request.headers,
    body: order.payload,
    timeout: world.settings.webhookTimeout,
    signal: world.closing.signal,
  })
  track(
    world,
    posted.then((outcome) => writeDown(world, { delivery, outcome, ms: performance.now() - from })),
  )
  await sent
}

function writeDown(world: World, given: { delivery: Delivery; outcome: Posted; ms: number }): void {
  if (world.closing.signal.aborted) return
  const { delivery, outcome, ms } = given
  Object.assign(delivery, toOutcome(outcome), { duration: Math.round(ms) / 1000 })
  world.deliveries.push(delivery)
  const { event, action, guid, statusCode: status } = delivery
  const home = findRepositoryById(world, delivery.repositoryId)
  const repository = home ? fullName(home) : null
  tell(world, { type: 'delivery', repository, event, action, guid, status, ms })
}

function toOutcome(outcome: Posted): Pick<Delivery, 'status' | 'statusCode' | 'response'> {
  const nothing = { headers: {}, payload: '' }
  if (outcome.kind === 'timed out') return { status: 'timed out', statusCode: 504, response: nothing }
  if (outcome.kind === 'not connected')
    return { status: 'failed to connect to host', statusCode: 502, response: nothing }
  const { status, headers, body } = outcome
  const ok = status >= 200 && status < 300
  return {
    status: ok ? 'OK' : `Invalid HTTP Response: ${status}`,
    statusCode: status,
    response: { headers, payload: body },
  }
}

function signedHeaders(app: App, order: DeliveryOrder): Record<string, string> {
  const sign = (algorithm: string) =>
    `${algorithm}=${createHmac(algorithm, app.webhook?.secret ?? '')
      .update(order.payload)
      .digest('hex')}`
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/playgro',
    'x-github-delivery': order.guid,
    'x-github-event': order.event,
    'x-github-hook-id': String(app.webhook?.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': sign('sha1'),
    'x-hub-signature-256': sign('sha256'),
  }
}
