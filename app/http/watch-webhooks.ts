import type { MiddlewareHandler } from 'hono'
import type { Reins } from '../reins.ts'

/** Every request to the webhook: how long its answer took, and whether it was refused. Its trace begins here. */
export function watchWebhooks({
  log,
  metrics,
  now,
  tracer,
}: Pick<Reins, 'log' | 'metrics' | 'now' | 'tracer'>): MiddlewareHandler {
  return (c, next) =>
    tracer.span('webhook', {}, async (note) => {
      const began = now()
      await next()
      const { status } = c.res
      metrics.deliveries.answered((now() - began) / 1_000)
      note({ 'http.response.status_code': status })
      if (status < 400) return
      metrics.deliveries.refused(status)
      log.info({ status }, 'delivery refused')
    })
}
