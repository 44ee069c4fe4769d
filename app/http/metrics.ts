import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Metrics } from '../metrics/metrics.ts'
import { bearer, isToken } from './bearer.ts'

type Node = { Bindings: HttpBindings }

/** `/metrics` for Prometheus: with the token, or, where none is set, for this machine alone. */
export function metrics(
  { text, contentType }: Pick<Metrics, 'text' | 'contentType'>,
  token: string | null,
): Hono<Node> {
  const app = new Hono<Node>()
  app.get('/metrics', async (c) => {
    if (token === null ? !isLocal(c) : !isToken(bearer(c), token)) return refuse(c, token)
    return c.text(await text(), 200, { 'content-type': contentType, 'cache-control': 'no-store' })
  })
  return app
}

function refuse(c: Context, token: string | null) {
  const error =
    token === null
      ? 'Only this machine may read the metrics. Set METRICS_TOKEN to read them from another one.'
      : 'Send the metrics token as "Authorization: Bearer …".'
  return c.json({ error }, token === null ? 403 : 401)
}

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d+){3})$/
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** A proxy on this machine asks for others, and a page of a browser here may ask by a name of its own. */
function isLocal(c: Context<Node>): boolean {
  const address = c.env.incoming.socket.remoteAddress ?? ''
  return (
    LOOPBACK.test(address) &&
    LOOPBACK_HOST.test(c.req.header('host') ?? '') &&
    FORWARDED.every((name) => c.req.header(name) === undefined)
  )
}
