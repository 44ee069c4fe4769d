import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { mayUse } from '../http/access.ts'
import { authenticate } from '../http/authenticate.ts'
import { type Caller, callerName, toActor } from '../http/caller.ts'
import { clock, record } from '../http/record.ts'
import { Refusal } from '../http/refusal.ts'
import type { GitHubContext } from '../http/serve-github.ts'
import { findRepository, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { receive } from './receive.ts'
import { runBackend } from './run-backend.ts'

const SERVICES = ['git-upload-pack', 'git-receive-pack'] as const
type Service = (typeof SERVICES)[number]

/** Clone, fetch and push, by git's own server program, with the same tokens as the API. */
export function serveGit(app: Hono<{ Bindings: HttpBindings }>, world: World): void {
  app.get('/:owner/:repo/info/refs', async (c): Promise<Response> => {
    const service = SERVICES.find((one) => one === c.req.query('service'))
    return service ? serve(world, c, service) : c.text('Please upgrade your git client.', 403)
  })
  for (const service of SERVICES) app.post(`/:owner/:repo/${service}`, (c) => serve(world, c, service))
}

async function serve(world: World, c: GitHubContext, service: Service): Promise<Response> {
  const at = clock()
  const path = new URL(c.req.url).pathname
  const [, owner = '', name = '', ...rest] = path.split('/')
  let caller: Caller = { kind: 'anonymous' }
  let response: Response
  try {
    caller = await authenticate(world, c.req.header('authorization') ?? null)
    const repository = find(world, { owner, name, caller, service })
    const request = { c, repository, pathInfo: `/${rest.join('/')}`, caller }
    response =
      service === 'git-receive-pack' && c.req.method === 'POST'
        ? await receive(world, request)
        : await runBackend(request, {})
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    response = refuse(error, caller)
  }
  record(world, { c, at, as: callerName(caller), status: response.status, body: null })
  return response
}

function find(
  world: World,
  given: { owner: string; name: string; caller: Caller; service: Service },
): Repository {
  const { owner, name, caller, service } = given
  const repository = findRepository(world, owner, name.replace(/\.git$/, ''))
  if (!repository) throw new Refusal(404, 'Repository not found.')
  const level = service === 'git-receive-pack' ? 'write' : 'read'
  mayUse(caller, repository, { needs: `contents=${level}`, role: level })
  if (level === 'write' && !toActor(caller)) throw new Refusal(401, 'Authentication required.')
  return repository
}

/** Without credentials git is asked for them, also where nothing is: what is private does not show. */
function refuse(error: Refusal, caller: Caller): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  if (error.status === 401 || caller.kind === 'anonymous')
    return new Response(`${error.body.message}\n`, {
      status: 401,
      headers: { ...headers, 'www-authenticate': 'Basic realm="GitHub"' },
    })
  const said = error.status === 403 ? `Write access to repository not granted.\n` : 'Repository not found.\n'
  return new Response(said, { status: error.status, headers })
}
