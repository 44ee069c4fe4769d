import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Assignment, assignmentSchema } from '../../../core/run/assignment.ts'
import type { RunEvent } from '../../../core/run/event.ts'
import { type Report, reportSchema } from '../../../core/run/report.ts'
import { claimSchema, eventsSchema, type ReportAnswer } from '../../../core/run/run-api.ts'
import { startModelServer } from '../../../playground/model/start-model-server.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import { serveGit } from './serve-git.ts'

export const GIT_TOKEN = 'ghs_repository_token_that_nobody_may_see'
const RUN_TOKEN = 'run-token-0123456789-0123456789-abcdef'
const OIDC_REQUEST_TOKEN = 'oidc-request-token'

export type App = {
  url: string
  /** What ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN are. */
  oidc: { url: string; token: string }
  events: RunEvent[]
  reports: Report[]
  /** Paths of all requests, in order. */
  requests: string[]
  /** Prompts that reached the model, as JSON. */
  prompts: () => string[]
  /** What the next events are answered with. */
  stop: (why: string) => void
  /** Answers the next request of this path with a status and a refusal. */
  fail: (path: RegExp, status: number, error: string) => void
  /** Does what the next claim or report asks for, and answers 502: /claim/, /report/. */
  lose: (path: RegExp) => void
  close: () => Promise<void>
}

/** The app as the runner sees it, and GitHub's git and OIDC beside it; takes nothing that breaks a contract. */
export async function startApp(stage: {
  assignment: Assignment
  repository: string
  script: Turn[]
  answer?: ReportAnswer
}): Promise<App> {
  const assigned = assignmentSchema.parse(stage.assignment)
  const model = await startModelServer({
    script: stage.script,
    models: [assigned.model, ...Object.values(assigned.roles ?? {})].map((one) => one?.name ?? ''),
    apiKey: RUN_TOKEN,
  })
  const hono = new Hono()
  const failures: { path: RegExp; status: number; error: string }[] = []
  const seen = { events: [] as RunEvent[], reports: [] as Report[], requests: [] as string[] }
  let stop: string | null = null
  const losses: RegExp[] = []
  let claimed: string | undefined
  const lost = (path: RegExp) => {
    const at = losses.findIndex(({ source }) => source === path.source)
    return at >= 0 && losses.splice(at, 1).length > 0
  }
  const refuse = (c: Context, status: number, error: string) => c.json({ error }, status as 400)

  hono.use(async (c, next) => {
    seen.requests.push(c.req.path)
    const at = failures.findIndex(({ path }) => path.test(c.req.path))
    const [failure] = at < 0 ? [] : failures.splice(at, 1)
    return failure ? refuse(c, failure.status, failure.error) : next()
  })
  hono.get('/oidc', (c) =>
    c.req.header('authorization') === `Bearer ${OIDC_REQUEST_TOKEN}`
      ? c.json({ value: `oidc for ${c.req.query('audience')}` })
      : c.text('no', 401),
  )
  hono.post('/runs/:key/claim', async (c) => {
    if (c.req.header('authorization') !== `Bearer oidc for ${url}`)
      return refuse(c, 401, 'This is no token of GitHub for this app.')
    const { proof } = claimSchema.parse(await c.req.json())
    claimed ??= proof
    if (proof === undefined || proof !== claimed) return refuse(c, 409, 'Somebody else has claimed this run.')
    return lost(/claim/) ? refuse(c, 502, 'lost') : c.json({ token: RUN_TOKEN, assignment: assigned })
  })
  hono.use('/runs/:key/:what{events|report}', async (c, next) =>
    c.req.header('authorization') === `Bearer ${RUN_TOKEN}`
      ? next()
      : refuse(c, 401, 'This is not the run token.'),
  )
  hono.post('/runs/:key/events', async (c) => {
    const { events } = eventsSchema.parse(await c.req.json())
    seen.events.push(...events.map(({ event }) => event))
    return c.json({ stop })
  })
  hono.post('/runs/:key/report', async (c) => {
    seen.reports.push(reportSchema.parse(await c.req.json()))
    if (lost(/report/)) return refuse(c, 502, 'lost')
    return c.json(
      stage.answer ?? { conclusion: 'success', message: 'Published.', url: `${url}/acme/shop/pull/2` },
    )
  })
  hono.post('/model/*', (c) =>
    fetch(`${model.url}${c.req.path.replace('/model', '')}`, {
      method: 'POST',
      headers: { authorization: c.req.header('authorization') ?? '', 'content-type': 'application/json' },
      body: c.req.raw.body,
      duplex: 'half',
    } as RequestInit),
  )
  serveGit(hono, stage.repository, GIT_TOKEN)

  const server: Server = createServer(getRequestListener(hono.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...seen,
    url,
    oidc: { url: `${url}/oidc?v=1`, token: OIDC_REQUEST_TOKEN },
    prompts: () => model.requests().map((request) => JSON.stringify(request.body)),
    stop: (why) => {
      stop = why
    },
    fail: (path, status, error) => failures.push({ path, status, error }),
    lose: (path) => losses.push(path),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await model.close()
    },
  }
}
