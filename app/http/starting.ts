import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Readiness } from '../health/readiness.ts'
import { health } from './health.ts'

/** What answers while the app starts. */
export function starting(readiness: Pick<Readiness, 'check'>): Hono<{ Bindings: HttpBindings }> {
  const app = health(readiness)
  return app.notFound((c) => c.json({ error: 'The app is starting. Try again in a moment.' }, 503))
}
