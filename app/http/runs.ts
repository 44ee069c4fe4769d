import { type Context, Hono } from 'hono'
import { refuse as refuseCall } from '../model/pass-through.ts'
import type { Reins } from '../reins.ts'
import { claimRun } from '../runs/claim-run.ts'
import type { Run } from '../runs/run.ts'
import { hashToken } from '../runs/run-token.ts'
import { takeEvents } from '../runs/take-events.ts'
import { takeReport } from '../runs/take-report.ts'
import { readBody } from './read-body.ts'
import type { Refused } from './refused.ts'

const MB = 1024 * 1024
/** Bytes of a body, per call. A report carries at most 4 MB of changes as base64, and its findings. */
const MOST = { claim: MB / 16, events: 4 * MB, report: 12 * MB, model: 16 * MB } as const
const WITHIN = 60_000

/** What runners call: core/run/run-api.ts says what goes in and out. */
export function runs(reins: Reins): Hono {
  const app = new Hono()

  app.post('/runs/:key/claim', async (c) => {
    const body = await readBody(c.req.raw, { most: MOST.claim, within: WITHIN })
    if (body.kind === 'refused') return refuse(c, body)
    const token = bearer(c)
    if (token === null) return refuse(c, missing('a GitHub OIDC token'))
    const claimed = await claimRun(reins, { key: c.req.param('key'), token })
    return claimed.kind === 'refused' ? refuse(c, claimed) : c.json(claimed.answer)
  })

  app.post('/runs/:key/events', async (c) => {
    const known = await identify(reins, c, c.req.param('key'))
    if (known.kind === 'refused') return refuse(c, known)
    const body = await readBody(c.req.raw, { most: MOST.events, within: WITHIN })
    if (body.kind === 'refused') return refuse(c, body)
    const taken = await takeEvents(reins, known.run, body.text)
    return taken.kind === 'refused' ? refuse(c, taken) : c.json(taken.answer)
  })

  app.post('/runs/:key/report', async (c) => {
    const known = await identify(reins, c, c.req.param('key'))
    if (known.kind === 'refused') return refuse(c, known)
    const body = await readBody(c.req.raw, { most: MOST.report, within: WITHIN })
    if (body.kind === 'refused') return refuse(c, body)
    // Publishing goes on when the runner hangs up: what is begun is finished, and told.
    const taken = await reins.background.track(takeReport(reins, known.run, body.text))
    return taken.kind === 'refused' ? refuse(c, taken) : c.json(taken.answer)
  })

  for (const [path, api] of [
    ['/model/v1/responses', 'responses'],
    ['/model/v1/chat/completions', 'chat'],
  ] as const)
    app.post(path, async (c) => {
      const known = await identify(reins, c, null)
      if (known.kind === 'refused') return refuseCall(known.status, 'not_this_run', known.error)
      const body = await readBody(c.req.raw, { most: MOST.model, within: WITHIN })
      if (body.kind === 'refused') return refuseCall(body.status, 'not_read', body.error)
      return reins.gateway.call({ run: known.run, api, json: body.text, signal: c.req.raw.signal })
    })

  return app
}

/** The run a token is good for; a token of another run says nothing about whether this one exists. */
async function identify(
  reins: Reins,
  c: Context,
  key: string | null,
): Promise<{ kind: 'known'; run: Run } | Refused> {
  const token = bearer(c)
  if (token === null) return missing('the run token')
  const run = await reins.runs.byToken(hashToken(token))
  if (run === null)
    return { kind: 'refused', status: 401, error: 'This run token is not good here. Claim the run first.' }
  if (key !== null && run.key !== key)
    return { kind: 'refused', status: 403, error: 'This run token belongs to another run.' }
  return { kind: 'known', run }
}

function bearer(c: Context): string | null {
  return c.req.header('authorization')?.match(/^Bearer (\S{1,16384})$/i)?.[1] ?? null
}

function missing(what: string): Refused {
  return { kind: 'refused', status: 401, error: `Send ${what} as "Authorization: Bearer …".` }
}

function refuse(c: Context, { status, error }: Pick<Refused, 'status' | 'error'>) {
  return c.json({ error }, status)
}
