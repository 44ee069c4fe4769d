import { findRepository, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { mayUse } from './access.ts'
import { type Caller, toActor } from './caller.ts'
import type { Call, Endpoint } from './endpoint.ts'
import { readBody } from './read-body.ts'
import { forbidden, notFound, Refusal } from './refusal.ts'
import type { RawAnswer } from './route.ts'

export type RestRequest = { method: string; path: string; url: URL; headers: Headers; text: string }
export type RestAnswer = { status: number; body: unknown; headers: Record<string, string> } | RawAnswer

/** Finds the endpoint of a request, checks who may, reads the body, answers. @throws Refusal with its documentation. */
export function serveEndpoints(world: World, endpoints: Endpoint[]) {
  // The longest template first: "/commits/{ref}/check-runs" before "/commits/{ref}".
  const ordered = [...endpoints].sort((a, b) => b.template.length - a.template.length)

  return async (request: RestRequest, caller: Caller): Promise<RestAnswer> => {
    const found = match(ordered, request)
    if (!found) throw new Refusal(404, `playground: no endpoint for ${request.method} ${request.path}`)
    const { endpoint, params } = found
    try {
      const call = toCall(world, { request, caller, endpoint, params })
      const answer = (await endpoint.answer(call as Call<never, never, never>)) as RestAnswer
      return {
        ...answer,
        headers: { 'x-accepted-github-permissions': endpoint.needs, ...answer.headers },
      }
    } catch (error) {
      if (error instanceof Refusal) {
        error.body.documentation_url ??= `https://docs.github.com/rest/${endpoint.docs}`
        if (error.status === 403) error.headers['x-accepted-github-permissions'] = endpoint.needs
      }
      throw error
    }
  }
}

function match(endpoints: Endpoint[], request: RestRequest) {
  for (const endpoint of endpoints) {
    if (endpoint.method !== request.method) continue
    const values = endpoint.pattern.exec(request.path)
    if (!values) continue
    const params = Object.fromEntries(
      endpoint.names.map((name, index) => [name, decode(values[index + 1] ?? '')]),
    )
    return { endpoint, params }
  }
  return null
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw notFound()
  }
}

function toCall(
  world: World,
  given: { request: RestRequest; caller: Caller; endpoint: Endpoint; params: Record<string, string> },
): Call {
  const { request, caller, endpoint, params } = given
  if (endpoint.as && !endpoint.as.includes(caller.kind)) throw wrongCaller(caller, endpoint)
  const repository = repositoryOf(world, given)
  const query = Object.fromEntries(request.url.searchParams)
  return {
    world,
    caller,
    repository: repository as Repository,
    get actor() {
      const actor = toActor(caller)
      if (!actor) throw new Refusal(401, 'Requires authentication')
      return actor
    },
    params,
    body: endpoint.body ? readBody(request.text, endpoint.body) : null,
    query: endpoint.query ? readBody(JSON.stringify(query), endpoint.query) : null,
    headers: request.headers,
    url: request.url,
    need: (needs, role = 'read') => mayUse(caller, repository as Repository, { needs, role }),
    needFor: (issue, level, role = level === 'read' ? 'read' : 'write') => {
      const needs = `${issue.pull ? 'pull_requests' : 'issues'}=${level}`
      mayUse(caller, repository as Repository, { needs, role })
    },
  }
}

/** @returns the repository of the path, once the caller may use it so; undefined for routes without one. */
function repositoryOf(
  world: World,
  given: { caller: Caller; endpoint: Endpoint; params: Record<string, string> },
): Repository | undefined {
  const { caller, endpoint, params } = given
  if (!endpoint.template.startsWith('/repos/{owner}/{repo}')) return undefined
  const repository = findRepository(world, params.owner ?? '', params.repo ?? '')
  if (!repository) throw notFound()
  if (!(caller.kind === 'app' && endpoint.as?.includes('app')))
    mayUse(caller, repository, { needs: endpoint.needs, role: endpoint.role })
  return repository
}

function wrongCaller(caller: Caller, endpoint: Endpoint): Refusal {
  if (caller.kind === 'anonymous') return new Refusal(401, 'Requires authentication')
  if (endpoint.as?.includes('app')) return new Refusal(401, 'A JSON web token could not be decoded')
  return caller.kind === 'user' ? forbidden('You must authenticate via a GitHub App.') : forbidden()
}
