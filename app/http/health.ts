import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Readiness } from '../health/readiness.ts'

/** `/healthz`: this process answers. `/readyz`: it may be given work, or what keeps it from that. */
export function health(readiness: Pick<Readiness, 'check'>): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const answer = await readiness.check()
    c.header('cache-control', 'no-store')
    return c.json(answer, answer.ready ? 200 : 503)
  })
  return app
}
