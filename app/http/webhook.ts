import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Probot } from 'probot'
import { WEBHOOK_ANSWER, WEBHOOK_BYTES } from '../../core/run/github-limits.ts'
import { readBody } from './read-body.ts'

type Node = { Bindings: HttpBindings }
type Options = {
  appId: number
  verifyAndReceive: Probot['webhooks']['verifyAndReceive']
  within: number | undefined
}

/**
 * Takes webhooks. Refuses before anything is stored what is no delivery of GitHub's: another content type, a missing,
 * malformed, SHA-1-only or wrong signature, a body that is too large or too slow.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function webhook({ appId, verifyAndReceive, within = WEBHOOK_ANSWER }: Options): Hono<Node> {
  const app = new Hono<Node>()
  app.post('/api/github/webhooks', async (c) => {
    const header = (name: string) => c.req.header(name) ?? ''
    if (!/^application\/json\s*(;|$)/i.test(header('content-type')))
      return c.json({ error: 'Set the webhook’s content type to application/json.' }, 415)
    if (header('content-encoding') !== '')
      return c.json({ error: 'Send the body as it is: a compressed one is not unpacked.' }, 415)
    const [id, name, signature] = [
      header('x-github-delivery'),
      header('x-github-event'),
      header('x-hub-signature-256'),
    ]
    if (!/^[\w-]{1,100}$/.test(id) || !/^\w{1,100}$/.test(name))
      return c.json(
        { error: 'X-GitHub-Delivery or X-GitHub-Event is missing: this is no delivery of GitHub’s.' },
        400,
      )
    if (!/^sha256=[0-9a-f]{64}$/i.test(signature))
      return c.json(
        {
          error:
            'X-Hub-Signature-256 is missing or malformed; a SHA-1 signature is not accepted. Set the webhook’s secret.',
        },
        400,
      )
    // Not signed, so this turns away mistakes, not attackers: what they deliver is read back from GitHub.
    const [kind, target] = [
      header('x-github-hook-installation-target-type'),
      header('x-github-hook-installation-target-id'),
    ]
    if ((kind !== '' && kind !== 'integration') || (target !== '' && target !== String(appId)))
      return c.json(
        { error: 'This is the webhook of another App, of a repository or of an organization.' },
        400,
      )
    const body = await readBody(c.env.incoming, { most: WEBHOOK_BYTES, within })
    if (body.kind === 'refused') {
      // What is slow is not waited for any longer; what is large is read to its end by the server, and thrown away.
      if (body.status === 408) c.header('connection', 'close')
      return c.json({ error: body.error }, body.status)
    }
    if (!/^[ \t\r\n]*\{/.test(body.text)) return c.json({ error: 'The body is not a JSON object.' }, 400)
    try {
      await verifyAndReceive({ id, name, payload: body.text, signature })
    } catch (error) {
      const { status, message } = firstOf(error)
      return c.json({ error: message }, status)
    }
    return c.json({ accepted: id }, 202)
  })
  return app
}

/** What the webhooks library threw: a wrong signature, no JSON, or a full inbox. */
function firstOf(error: unknown): { status: 400 | 500 | 503; message: string } {
  const [first] = error instanceof AggregateError ? error.errors : [error]
  const status = (first as { status?: number }).status
  if (status === 503) return { status, message: (first as Error).message }
  if (status !== 400) return { status: 500, message: 'The delivery could not be stored. Redeliver it.' }
  const json = /json/i.test((first as Error).message)
  return {
    status,
    message: json ? 'The body is not JSON.' : 'The signature does not match the webhook’s secret.',
  }
}
