import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createIds } from './answer.ts'
import { chat } from './chat/chat.ts'
import { play } from './endpoint.ts'
import { badKey, noSuchUrl, tooLarge } from './errors.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { responses } from './responses/responses.ts'
import { createScript, type Script } from './script.ts'
import { sendRefusal } from './send.ts'
import { type Turn, turnsSchema } from './turn.ts'

/** Bytes of one request. */
const MAX_BODY = 32 * 1024 * 1024

export type ModelServer = {
  /** http://127.0.0.1:<port>; the client's base URL is `${url}/v1`. */
  url: string
  /** Every POST, refused ones too, in the order of arrival. */
  requests: () => RecordedRequest[]
  /** Turns of the script that the latest conversation has not used. */
  remaining: () => number
  close: () => Promise<void>
}

/** A model that plays a script over the Responses and the Chat Completions API, as strict as the real one. */
export async function startModelServer(options: {
  /** A function is asked at the first request: what it says may depend on what happened until then. */
  script: Turn[] | (() => Turn[])
  models: string[]
  apiKey: string
  port?: number
}): Promise<ModelServer> {
  const script = openScript(options.script)
  const requests: RecordedRequest[] = []
  const closing = new AbortController()
  const ids = createIds()
  const app = new Hono<{ Bindings: HttpBindings }>()

  app.use(async (c, next) => {
    await next()
    c.header('x-request-id', ids('req'))
  })
  app.use('/v1/*', async (c, next) => {
    const given = c.req.header('authorization')?.match(/^Bearer +(\S+)$/i)?.[1]
    return given === options.apiKey ? next() : sendRefusal(c, badKey(given !== undefined))
  })
  app.get('/v1/models', (c) => c.json({ object: 'list', data: options.models.map(toModel) }))
  const limit = bodyLimit({ maxSize: MAX_BODY, onError: (c) => sendRefusal(c, tooLarge(MAX_BODY)) })
  const played = { script, ids, models: options.models, requests, closing: closing.signal }
  app.post('/v1/responses', limit, (c) => play(c, responses, played))
  app.post('/v1/chat/completions', limit, (c) => play(c, chat, played))
  app.notFound((c) => sendRefusal(c, noSuchUrl(c.req.method, c.req.path)))

  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => [...requests],
    remaining: script.remaining,
    async close() {
      closing.abort()
      const closed = new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      )
      server.closeAllConnections()
      await closed
    },
  }
}

function toModel(id: string) {
  return { id, object: 'model', created: 0, owned_by: 'playground' }
}

function openScript(turns: Turn[] | (() => Turn[])): Script {
  if (typeof turns !== 'function') return createScript(turnsSchema.parse(turns))
  let script: Script | undefined
  const opened = () => {
    script ??= createScript(turnsSchema.parse(turns()))
    return script
  }
  return { take: (prompt) => opened().take(prompt), remaining: () => opened().remaining() }
}
