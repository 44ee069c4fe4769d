import { rateLimit } from '../http/rate-limit.ts'
import { toTimestamp, type World } from '../world/world.ts'
import { actorView } from './actor.ts'
import { actorOf, type GraphqlContext, openRepository } from './context.ts'
import { failure } from './failure.ts'
import { findComment } from './find-comment.ts'
import { findPull } from './find-pull.ts'
import { commentFields } from './issue.ts'
import { pullFields } from './pull-request.ts'
import { repositoryFields } from './repository.ts'

export function queryRoot(context: GraphqlContext) {
  return {
    viewer: () => actorView(context.world, actorOf(context).account),
    rateLimit: () => rateLimitFields(context.world, context),
    repository: ({ owner, name }: { owner: string; name: string }) =>
      repositoryFields(context, openRepository(context, { owner, name, needs: 'metadata=read' })),
    node: ({ id }: { id: string }) => {
      const comment = findComment(context, id)
      if (comment) return commentFields(context, comment)
      const found = findPull(context, { id, level: 'read' })
      if (!found) throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
      return pullFields(context, found)
    },
  }
}

function rateLimitFields(world: World, { caller }: GraphqlContext) {
  const { limit, used, remaining, reset } = rateLimit(world, caller, 'graphql')
  const resetAt = toTimestamp(reset * 1000)
  return { __typename: 'RateLimit', limit, used, remaining, cost: 1, nodeCount: 0, resetAt }
}
