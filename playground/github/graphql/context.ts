import type { Permission } from '../../../core/harness/harness.ts'
import { mayUse } from '../http/access.ts'
import { type Caller, toActor } from '../http/caller.ts'
import type { Needs } from '../http/needs.ts'
import type { Pull } from '../views/pull-request.ts'
import type { Actor } from '../world/app.ts'
import { findRepository, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { failure, toFailure } from './failure.ts'

/** What every resolver gets. */
export type GraphqlContext = {
  world: World
  caller: Caller
  /** Handed in, for commits have pull requests and pull requests have commits. */
  pullFields: (context: GraphqlContext, pull: { repository: Repository; issue: Pull }) => Fields
}

/** A field of an object: its value, or how to get it. A field that is not there is not supported. */
export type Fields = {
  __typename: string
  [field: string]: unknown
}

/** @throws GraphQLError: NOT_FOUND or FORBIDDEN. */
export function openRepository(
  context: GraphqlContext,
  given: { owner: string; name: string; needs: Needs; role?: Permission },
): Repository {
  const { owner, name, needs, role = 'read' } = given
  const missing = `Could not resolve to a Repository with the name '${owner}/${name}'.`
  const repository = findRepository(context.world, owner, name)
  if (!repository) throw failure('NOT_FOUND', missing)
  demand(context, { repository, needs, role, missing })
  return repository
}

/** @throws GraphQLError unless the caller may do this to the repository. */
export function demand(
  { caller }: GraphqlContext,
  given: { repository: Repository; needs: Needs; role?: Permission; missing?: string },
): void {
  const { repository, needs, role = 'read', missing = 'Could not resolve to a node.' } = given
  try {
    mayUse(caller, repository, { needs, role })
  } catch (error) {
    throw toFailure(error, missing)
  }
}

export function actorOf({ caller }: GraphqlContext): Actor {
  const actor = toActor(caller)
  if (!actor) throw failure('FORBIDDEN', 'Resource not accessible by integration')
  return actor
}
