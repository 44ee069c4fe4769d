import { createHmac } from 'node:crypto'
import type { App, Delivery } from '../world/app.ts'
import { findRepositoryById, fullName } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'

export type DeliveryOrder = Pick<
  Delivery,
  'guid' | 'app' | 'installationId' | 'repositoryId' | 'event' | 'action' | 'redelivery'
> & { payload: string }

/** GitHub keeps the beginning of an answer. */
const MAX_ANSWER = 64 * 1024

/** One attempt: signed, at most 10 s, written down for the deliveries API whatever comes of it. Never rejects. */
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
  const outcome = await post(world, delivery)
  const ms = performance.now() - from
  if (world.closing.signal.aborted) return
  Object.assign(delivery, outcome, { duration: Math.round(ms) / 1000 })
  world.deliveries.push(delivery)
  const repository = findRepositoryById(world, order.repositoryId)
  tell(world, {
    type: 'delivery',
    repository: repository ? fullName(repository) : null,
    event: order.event,
    action: order.action,
    guid: order.guid,
    status: delivery.statusCode,
    ms,
  })
}

async function post(
  world: World,
  delivery: Delivery,
): Promise<Pick<Delivery, 'status' | 'statusCode' | 'response'>> {
  const timeout = AbortSignal.timeout(world.settings.webhookTimeout)
  try {
    const answer = await fetch(delivery.url, {
      method: 'POST',
      headers: delivery.request.headers,
      body: delivery.request.payload,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, world.closing.signal]),
    })
    const payload = (await answer.text()).slice(0, MAX_ANSWER)
    return {
      status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
      statusCode: answer.status,
      response: { headers: Object.fromEntries(answer.headers), payload },
    }
  } catch {
    // Whatever the receiver did wrong is the outcome of this delivery, as GitHub shows it.
    const response = { headers: {}, payload: '' }
    if (timeout.aborted) return { status: 'timed out', statusCode: 504, response }
    return { status: 'failed to connect to host', statusCode: 502, response }
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
