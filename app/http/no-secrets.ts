import type { MiddlewareHandler } from 'hono'
import { mapStrings } from '../../core/redact/map-strings.ts'
import type { Redactor } from '../../core/redact/redactor.ts'

/** A claim is answered with the run token it is for; a stream passes byte for byte, and is the provider's. */
const CLAIM = /\/claim$/

/** What runners and strangers are answered holds no secret, refusals least of all. */
export function noSecrets({ redact }: Pick<Redactor, 'redact'>): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { status, headers } = c.res
    if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) return
    if (status < 400 && (CLAIM.test(c.req.path) || c.req.path.startsWith('/model/'))) return
    const clean = mapStrings(await c.res.clone().json(), (text) => redact(text).text)
    c.res = undefined // Else the headers of the old one are taken over, its length too.
    c.res = new Response(JSON.stringify(clean), { status, headers: withoutLength(headers) })
  }
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-length')
  return kept
}
