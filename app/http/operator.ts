import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Inbox } from '../inbox/inbox.ts'
import type { Queue } from '../queue/queue.ts'
import type { Switches } from '../switches/switches.ts'
import { bearer, isToken } from './bearer.ts'

type Options = {
  switches: Switches
  queue: Queue
  inbox: Pick<Inbox, 'redrive'>
  /** Null: none of it is there. */
  token: string | null
}

const PLACE = 'Name one place: {"all": true}, {"installation": 7} or {"repository": 42}, by GitHub’s ids.'
const placeSchema = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ installation: z.int().positive() }),
  z.strictObject({ repository: z.int().positive() }),
])
const whySchema = z.string().trim().min(1).max(500).nullable().default(null)
const redriveSchema = z.strictObject({ delivery: z.string().min(1).max(100).optional() })

/** What the operator does with a running app: docs/configuration.md. */
export function operator({ switches, queue, inbox, token }: Options): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  if (token === null) return app
  app.use('/operator/*', async (c, next) => {
    if (!isToken(bearer(c), token))
      return c.json({ error: 'Send the operator token as "Authorization: Bearer …".' }, 401)
    await next()
    c.header('cache-control', 'no-store')
    return
  })
  app.get('/operator/switches', async (c) => {
    const list = await switches.list()
    return c.json({ switches: list.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) })
  })
  app.put('/operator/switches', async (c) => {
    const { why: words, ...rest } = await bodyOf(c.req)
    const [place, why] = [placeSchema.safeParse(rest), whySchema.safeParse(words)]
    if (!place.success) return c.json({ error: PLACE }, 400)
    if (!why.success) return c.json({ error: 'Set why to at most 500 characters, or leave it out.' }, 400)
    await switches.set(place.data, why.data)
    return c.json({ off: place.data, why: why.data })
  })
  app.delete('/operator/switches', async (c) => {
    const place = placeSchema.safeParse(await bodyOf(c.req))
    if (!place.success) return c.json({ error: PLACE }, 400)
    if (!(await switches.remove(place.data))) return c.json({ error: 'That was not switched off.' }, 404)
    return c.json({ on: place.data })
  })
  app.get('/operator/queue', async (c) => c.json(await queue.page()))
  app.post('/operator/redrive', async (c) => {
    const asked = redriveSchema.safeParse(await bodyOf(c.req))
    if (!asked.success)
      return c.json({ error: 'Send {"delivery": "its GUID"}, or nothing for all that were given up.' }, 400)
    return c.json({ redriven: await inbox.redrive(asked.data.delivery ?? null) })
  })
  return app
}

/** Small JSON, as a record; nothing, or what is no JSON, is an empty one. */
async function bodyOf(request: { text: () => Promise<string> }): Promise<Record<string, unknown>> {
  const text = await request.text()
  try {
    const json: unknown = JSON.parse(text)
    return z.record(z.string(), z.unknown()).parse(json)
  } catch {
    return text.trim() === '' ? {} : { unreadable: true }
  }
}
