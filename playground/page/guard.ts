import type { MiddlewareHandler } from 'hono'

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * What strangers wrote is shown here, and whoever can post here writes as anybody: nothing runs that is not ours, and only
 * our own pages may post. A name that somebody else points at this machine is not ours either.
 */
export const guard: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isOwn(c.req.header('origin'), c.req.url))
    return c.text('Only pages of this address may write here.', 403)
  await next()
  c.header('content-security-policy', POLICY)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'same-origin')
}

function isOwn(origin: string | undefined, url: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const own = new URL(url)
  return new URL(origin).host === own.host && LOOPBACK.has(own.hostname)
}
