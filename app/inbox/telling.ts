import { idsOfDelivery } from '../log/ids-of-delivery.ts'
import type { Reins } from '../reins.ts'
import type { Delivery, Inbox } from './inbox.ts'

type Telling = Pick<Reins, 'log' | 'metrics' | 'now' | 'scope' | 'tracer'>

/** Stores a delivery, and tells of it. With it is kept when it came and where its trace goes on. */
export function tellingReceive(reins: Telling, receive: Inbox['receive']): Inbox['receive'] {
  const { log, metrics, now, scope, tracer } = reins
  return (delivery) =>
    scope.within(idsOfDelivery(delivery), async () => {
      const { event, action } = delivery
      const trace = tracer.here()
      const outcome = await receive({ ...delivery, receivedAt: now(), ...(trace !== null && { trace }) })
      metrics.deliveries.received(event, outcome)
      log.info({ event, action }, outcome === 'new' ? 'delivery stored' : 'delivery seen before')
      return outcome
    })
}

/** Works on a delivery, and tells when it begins and how it ends; all that is logged meanwhile carries its ids. */
export function tellingWork(
  reins: Telling,
  work: (delivery: Delivery) => Promise<void>,
): (delivery: Delivery) => Promise<void> {
  const { log, metrics, now, scope, tracer } = reins
  return (delivery) => {
    const { event, action, receivedAt, trace } = delivery
    return scope.within(idsOfDelivery(delivery), () =>
      tracer.span('job', { parent: trace, attributes: { 'reins.event': event } }, async () => {
        const began = now()
        metrics.jobs.started(event, receivedAt === undefined ? null : (began - receivedAt) / 1_000)
        log.info({ event, action }, 'job started')
        const end = (outcome: 'ok' | 'failed') => {
          const ms = now() - began
          metrics.jobs.ended(event, outcome, ms / 1_000)
          log.info({ event, action, outcome, ms }, 'job ended')
        }
        try {
          await work(delivery)
        } catch (error) {
          end('failed')
          throw error
        }
        end('ok')
      }),
    )
  }
}
