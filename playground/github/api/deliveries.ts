import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Schemas } from '../schemas.ts'
import { attemptDelivery } from '../webhooks/attempt-delivery.ts'
import type { Delivery } from '../world/app.ts'
import { track } from '../world/world.ts'
import { theApp } from './apps.ts'

const MAX_PAGE = 100

export const deliveries = [
  endpoint('GET /app/hook/deliveries')({
    docs: 'apps/webhooks#list-deliveries-for-an-app-webhook',
    as: ['app'],
    query: z.object({
      per_page: z.coerce.number().int().min(1).default(30),
      cursor: z.string().optional(),
      status: z.enum(['success', 'failure']).optional(),
    }),
    answer: (call) => {
      const { world, query, url } = call
      const app = theApp(call)
      const before = query.cursor === undefined ? Number.POSITIVE_INFINITY : fromCursor(query.cursor)
      // Newest first; the cursor is the delivery after the last one shown.
      const all = world.deliveries
        .filter((one) => one.app === app && one.id < before)
        .filter((one) => !query.status || isSuccess(one) === (query.status === 'success'))
        .sort((a, b) => b.id - a.id)
      const shown = all.slice(0, Math.min(query.per_page, MAX_PAGE))
      const last = shown.at(-1)
      const more = last !== undefined && shown.length < all.length
      const next = new URL(url)
      if (more) next.searchParams.set('cursor', `v1_${last.id}`)
      return {
        status: 200,
        body: shown.map(itemView),
        ...(more ? { headers: { link: `<${next}>; rel="next"` } } : {}),
      }
    },
  }),

  endpoint('GET /app/hook/deliveries/{delivery_id}')({
    docs: 'apps/webhooks#get-a-delivery-for-an-app-webhook',
    as: ['app'],
    answer: (call) => {
      const delivery = theDelivery(call, call.params.delivery_id)
      const { request, response } = delivery
      return {
        status: 200,
        body: {
          ...itemView(delivery),
          url: delivery.url,
          request: {
            headers: request.headers,
            payload: JSON.parse(request.payload) as Record<string, unknown>,
          },
          response,
        },
      }
    },
  }),

  endpoint('POST /app/hook/deliveries/{delivery_id}/attempts')({
    docs: 'apps/webhooks#redeliver-a-delivery-for-an-app-webhook',
    as: ['app'],
    answer: (call) => {
      const { world } = call
      const { request, ...delivery } = theDelivery(call, call.params.delivery_id)
      const order = { ...delivery, payload: request.payload, redelivery: true }
      track(world, attemptDelivery(world, order))
      return { status: 202, body: {} }
    },
  }),
]

function theDelivery(call: Parameters<typeof theApp>[0] & { world: { deliveries: Delivery[] } }, id: string) {
  const app = theApp(call)
  const found = call.world.deliveries.find((one) => one.app === app && String(one.id) === id)
  if (!found) throw notFound()
  return found
}

function fromCursor(cursor: string): number {
  const [, id] = /^v1_(\d+)$/.exec(cursor) ?? []
  if (id === undefined) throw new Refusal(400, 'Invalid cursor')
  return Number(id)
}

function isSuccess(delivery: Delivery): boolean {
  return delivery.statusCode >= 200 && delivery.statusCode < 400
}

function itemView(
  delivery: Delivery,
): Schemas['hook-delivery-item'] & { id: number; installation_id: number; repository_id: number | null } {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }
}
