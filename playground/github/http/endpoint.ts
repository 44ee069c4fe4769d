import type { z } from 'zod'
import type { Permission } from '../../../core/harness/harness.ts'
import type { Actor } from '../world/app.ts'
import type { Issue } from '../world/issue.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import type { Caller } from './caller.ts'
import type { Needs } from './needs.ts'
import { type AnswerOf, type Params, type RawAnswer, type Route, toPattern } from './route.ts'

/** One request at its endpoint, everything checked that can be checked before. */
export type Call<R extends string = string, Body = unknown, Query = unknown> = {
  world: World
  caller: Caller
  /** Of routes below a repository; others must not touch it. */
  repository: Repository
  /** Who writes; touching it as somebody who cannot write is a 401. */
  actor: Actor
  params: Params<R>
  body: Body
  query: Query
  headers: Headers
  url: URL
  /** @throws Refusal unless the caller may do this to the repository, beyond what the endpoint declares. */
  need: (needs: Needs, role?: Permission) => void
  /** The same for one issue or pull request: comments on pull requests need the pull_requests half. */
  needFor: (issue: Issue, level: 'read' | 'write', role?: Permission) => void
}

export type EndpointSpec<R extends Route, Body, Query> = {
  /** Anchor in GitHub's documentation, for `documentation_url`. */
  docs: string
  /** Permissions of an installation's or a job's token. */
  needs?: Needs
  /** Role a person needs in the repository; reading needs "read", writing "write" unless said otherwise. */
  role?: Permission
  /** Only these may call; without it: anybody whose permissions suffice. */
  as?: Caller['kind'][]
  body?: z.ZodType<Body>
  query?: z.ZodType<Query>
  answer: (call: Call<R, Body, Query>) => AnswerOf<R> | RawAnswer | Promise<AnswerOf<R> | RawAnswer>
}

export type Endpoint = {
  method: string
  template: string
  pattern: RegExp
  names: string[]
  docs: string
  needs: Needs
  role: Permission
  as: Caller['kind'][] | null
  body: z.ZodType | null
  query: z.ZodType | null
  answer: (call: Call<never, never, never>) => unknown
}

/**
 * Declares one endpoint; its answers are held to GitHub's own description by the compiler. Two calls, because the route
 * has to be known before the answers are looked at.
 */
export function endpoint<R extends Route>(route: R) {
  const [method = '', template = ''] = route.split(' ')
  return <Body = null, Query = null>(spec: EndpointSpec<R, Body, Query>): Endpoint => ({
    method,
    template,
    ...toPattern(template),
    docs: spec.docs,
    needs: spec.needs ?? 'metadata=read',
    role: spec.role ?? (method === 'GET' ? 'read' : 'write'),
    as: spec.as ?? null,
    body: spec.body ?? null,
    query: spec.query ?? null,
    answer: spec.answer as Endpoint['answer'],
  })
}
