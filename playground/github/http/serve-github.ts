import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { endpoints } from '../api/endpoints.ts'
import { serveGit } from '../git-http/serve-git.ts'
import { serveGraphql } from '../graphql/serve-graphql.ts'
import { serveOidc } from '../oidc/serve-oidc.ts'
import type { World } from '../world/world.ts'
import { authenticate } from './authenticate.ts'
import { type Caller, callerName } from './caller.ts'
import { countRequest, Exhausted, resourceOf } from './count-request.ts'
import { everything, type Fault, takeFault } from './faults.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import { clock, record, toPath } from './record.ts'
import { Refusal } from './refusal.ts'
import { serveEndpoints } from './serve-endpoints.ts'
import { serveFiles } from './serve-files.ts'

export type GitHubContext = Context<{ Bindings: HttpBindings }>

/** Versions of the REST API that may be asked for. */
const API_VERSIONS = ['2022-11-28', '2026-03-10']

/** The web server of the local GitHub: REST, GraphQL, git, id tokens. Pages may be mounted below it. */
export function serveGitHub(world: World, faults: Fault[]): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const rest = serveEndpoints(world, endpoints)
  const graphql = serveGraphql(world)

  app.use(async (c, next) => {
    const at = clock()
    // Reading the body is for those who asked about it: git sends hundreds of megabytes.
    const text = faults.some(({ left, match }) => left > 0 && match.body)
      ? await c.req.raw.clone().text()
      : ''
    const fault = takeFault(faults, { method: c.req.method, path: toPath(c.req.path), text })
    if (fault === null) return next()
    const { answer: given, done, away } = fault
    const instead = () =>
      given === 'reset'
        ? reset(c)
        : answer(given.status, given.body ?? { message: 'playground: fault' }, given.headers ?? {})
    if (!done) {
      record(world, { c, at, as: 'fault', status: given === 'reset' ? 0 : given.status, body: null })
      return instead()
    }
    // It stands among the requests as what it was; its answer goes nowhere.
    await next()
    if (away) faults.push(everything())
    c.res = undefined
    c.res = instead()
  })

  app.all('/api/v3/*', (c) =>
    serve(world, c, async (caller, text) => {
      const { method } = c.req
      const { pathname } = new URL(c.req.url)
      const path = pathname.slice('/api/v3'.length)
      const url = new URL(`${world.urls.api}${path}${new URL(c.req.url).search}`)
      checkHeaders(c.req.raw.headers)
      const given = await rest({ method, path, url, headers: c.req.raw.headers, text }, caller)
      if ('raw' in given) return new Response(new Uint8Array(given.raw), { headers: given.headers })
      return answer(given.status, given.body, given.headers)
    }),
  )
  app.post('/api/graphql', (c) => serve(world, c, graphql))
  serveOidc(app, world)
  serveFiles(app, world)
  serveGit(app, world)
  return app
}

/** Everything an API request goes through on its way in and out. */
async function serve(
  world: World,
  c: GitHubContext,
  work: (caller: Caller, text: string) => Promise<Response>,
): Promise<Response> {
  const at = clock()
  let caller: Caller = { kind: 'anonymous' }
  const text = await c.req.text()
  let response: Response
  let answered = () => {}
  const path = toPath(c.req.path)
  try {
    caller = await authenticate(world, c.req.header('authorization') ?? null)
    answered = countRequest(world, caller, { method: c.req.method, path, text })
    response = await work(caller, text)
  } catch (error) {
    response = refuse(error)
  }
  answered()
  for (const [name, value] of Object.entries(rateLimitHeaders(world, caller, resourceOf(path))))
    response.headers.set(name, value)
  // Clients correct their clock by this one.
  response.headers.set('date', new Date(world.settings.now()).toUTCString())
  response.headers.set('x-github-request-id', crypto.randomUUID().slice(0, 18).toUpperCase())
  response.headers.set('x-github-media-type', 'github.v3; format=json')
  record(world, { c, at, as: callerName(caller), status: response.status, body: parse(text) })
  return response
}

function checkHeaders(headers: Headers): void {
  if (!headers.get('user-agent'))
    throw new Refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    )
  const version = headers.get('x-github-api-version')
  if (version !== null && !API_VERSIONS.includes(version))
    throw new Refusal(
      400,
      `"${version}" is not a supported version of the GitHub API: ${API_VERSIONS.join(', ')}`,
    )
}

function refuse(error: unknown): Response {
  if (error instanceof Refusal) {
    const body = {
      ...error.body,
      documentation_url: error.body.documentation_url ?? 'https://docs.github.com/rest',
      status: String(error.status),
    }
    return answer(error.status, body, error.headers)
  }
  if (error instanceof Exhausted)
    return answer(200, { errors: [{ type: 'RATE_LIMITED', message: error.message }] }, {})
  // A mistake of the playground itself: said in full, it is read by whoever writes a story.
  return answer(500, { message: `playground: ${(error as Error).stack ?? String(error)}` }, {})
}

function answer(status: number, body: unknown, headers: Record<string, string>): Response {
  const empty = status === 204 || status === 205 || (status === 302 && body === null)
  return new Response(empty ? null : JSON.stringify(body), {
    status,
    headers: { ...(empty ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers },
  })
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    // Recorded as it came: it was no JSON.
    return text
  }
}

/** Cuts the connection in the middle, as a broken network does. */
function reset(c: GitHubContext): Response {
  c.env.incoming.socket.resetAndDestroy()
  return new Response(null, { status: 500 })
}
