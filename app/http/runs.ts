import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { refuse as refuseCall } from '../model/refuse.ts'
import type { Reins } from '../reins.ts'
import { claimRun } from '../runs/claim-run.ts'
import { isLive, type Run } from '../runs/run.ts'
import { hashToken } from '../runs/run-token.ts'
import { takeEvents } from '../runs/take-events.ts'
import { takeReport } from '../runs/take-report.ts'
import { bearer } from './bearer.ts'
import { readBody } from './read-body.ts'
import type { Refused } from './refused.ts'

const MB = 1024 * 1024
/** Bytes of a body, per call. A report carries at most 4 MB of changes as base64, and its findings. */
const MOST = { claim: MB / 16, events: 4 * MB, report: 12 * MB, model: 16 * MB } as const
const WITHIN = 60_000

type Node = { Bindings: HttpBindings }

/** What runners call: core/run/run-api.ts says what goes in and out. */
export function runs(reins: Reins): Hono<Node> {
  const app = new Hono<Node>()

  app.post('/runs/:key/claim', async (c) => {
    const body = await readBody(c.env.incoming, { most: MOST.claim, within: WITHIN })
    if (body.kind === 'refused') return refuse(c, body)
    const token = bearer(c)
    if (token === null) return refuse(c, missing('a GitHub OIDC token'))
    const claimed = await claimRun(reins, { key: c.req.param('key'), token, text: body.text })
    return claimed.kind === 'refused' ? refuse(c, claimed) : c.json(claimed.answer)
  })

  app.post('/runs/:key/events', async (c) => {
    const known = await identify(reins, c, c.req.param('key'))
    if (known.kind === 'refused') return refuse(c, known)
    const body = await readBody(c.env.incoming, { most: MOST.events, within: WITHIN })
    if (body.kind === 'refused') return refuse(c, body)
    const taken = await takeEvents(reins, known.run, body.text)
    return taken.kind === 'refused' ? refuse(c, taken) : c.json(taken.answer)
  })

  app.post('/runs/:key/report', async (c) => {
    const known = await identify(reins, c, c.req.param('key'))
    if (known.kind === 'refused') return refuse(c, known)
    const body = await readBody(c.env.incoming, { most: MOST.report, within: WITHIN })
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
      if (known.kind === 'refused')
        return refuseCall({ status: known.status, code: 'not_this_run', message: known.error })
      if (!isPlainJson(c)) return refuseCall({ status: 415, code: 'not_read', message: NOT_JSON })
      // What does not say how long it is may be as long as it likes.
      const bytes = Math.min(MOST.model, Number(c.req.header('content-length') ?? MOST.model))
      const read = () => readBody(c.env.incoming, { most: MOST.model, within: WITHIN })
      const to = c.env.outgoing
      const answer = await reins.gateway.call({ run: known.run, api, bytes, read, to })
      return answer === 'passed' ? RESPONSE_ALREADY_SENT : answer
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
  // What an ended run may no longer do is said where it is asked.
  if (run.token === null || (isLive(run) && reins.now() > run.token.until))
    return { kind: 'refused', status: 401, error: 'This run token has expired: the time of its run is over.' }
  if (key !== null && run.key !== key)
    return { kind: 'refused', status: 403, error: 'This run token belongs to another run.' }
  return { kind: 'known', run }
}

const NOT_JSON = 'Send the request as plain application/json.'

/** Nothing is unpacked here: what is small on the wire could be large. */
function isPlainJson(c: Context): boolean {
  const packed = c.req.header('content-encoding') ?? 'identity'
  return /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '') && packed === 'identity'
}

function missing(what: string): Refused {
  return { kind: 'refused', status: 401, error: `Send ${what} as "Authorization: Bearer …".` }
}

function refuse(c: Context, { status, error }: Pick<Refused, 'status' | 'error'>) {
  return c.json({ error }, status)
}
