import { Counter, Histogram, type Registry } from 'prom-client'
import { OTHER, oneOf } from './bounded-labels.ts'
import { BUCKETS } from './buckets.ts'
import { ignoredLabel } from './ignored.ts'

export type DeliveryMetrics = {
  /** Taken from the webhook: new, or known already by its id. */
  received: (event: string, outcome: 'new' | 'seen') => void
  ignored: (event: string, reason: string) => void
  /** Not taken at all. Its event is whatever a stranger said. */
  refused: (status: number) => void
  /** Seconds from the first byte of a webhook to its answer. */
  answered: (seconds: number) => void
  /** What GitHub could not deliver was asked for again, and GitHub took that or not. */
  redelivered: (outcome: 'asked' | 'refused') => void
}

/** `events`: those the app works on. */
export function deliveryMetrics(register: Registry, events: ReadonlySet<string>): DeliveryMetrics {
  const registers = [register]
  const received = new Counter({
    ...{ name: 'reins_deliveries_total', help: 'Webhook deliveries, by event and by what became of them.' },
    ...{ labelNames: ['event', 'outcome'] as const, registers },
  })
  const ignored = new Counter({
    ...{ name: 'reins_deliveries_ignored_total', help: 'Deliveries that asked for nothing, by why.' },
    ...{ labelNames: ['event', 'reason'] as const, registers },
  })
  const refused = new Counter({
    ...{ name: 'reins_webhooks_refused_total', help: 'Requests to the webhook that were no delivery.' },
    ...{ labelNames: ['status'] as const, registers },
  })
  const answer = new Histogram({
    ...{ name: 'reins_webhook_answer_seconds', help: 'From a webhook to its answer.' },
    ...{ buckets: [...BUCKETS.answer], registers },
  })
  const redelivered = new Counter({
    ...{ name: 'reins_redeliveries_total', help: 'Deliveries that GitHub was asked for again.' },
    ...{ labelNames: ['outcome'] as const, registers },
  })
  const toEvent = oneOf(events)
  return {
    received: (event, outcome) =>
      received.inc({ event: toEvent(event), outcome: outcome === 'new' ? 'stored' : 'seen' }),
    ignored(event, reason) {
      received.inc({ event: toEvent(event), outcome: 'ignored' })
      ignored.inc({ event: toEvent(event), reason: ignoredLabel(reason) })
    },
    refused(status) {
      received.inc({ event: OTHER, outcome: 'refused' })
      refused.inc({ status: String(status) })
    },
    answered: (seconds) => answer.observe(seconds),
    redelivered: (outcome) => redelivered.inc({ outcome }),
  }
}
