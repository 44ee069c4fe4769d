import { fromNodeId } from '../../world/node-id.ts'
import { demand, type GraphqlContext } from '../context.ts'
import { failure } from '../failure.ts'
import { threadFields } from '../pull-request.ts'

type Input = { threadId: string; clientMutationId?: string }

export function resolveReviewThread(args: { input: Input }, context: GraphqlContext) {
  return change(context, { ...args, resolved: true, payload: 'ResolveReviewThreadPayload' })
}

export function unresolveReviewThread(args: { input: Input }, context: GraphqlContext) {
  return change(context, { ...args, resolved: false, payload: 'UnresolveReviewThreadPayload' })
}

function change(context: GraphqlContext, given: { input: Input; resolved: boolean; payload: string }) {
  const { input, resolved, payload } = given
  const id = Number(fromNodeId('PRRT', input.threadId))
  for (const repository of context.world.repositories.values()) {
    const comment = repository.reviewComments.get(id)
    if (!comment) continue
    // GitHub wants contents here, not pull requests.
    demand(context, { repository, needs: 'contents=write', role: 'write' })
    comment.resolved = resolved
    const thread = threadFields(context, { repository, comment })
    return { __typename: payload, clientMutationId: input.clientMutationId ?? null, thread }
  }
  throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${input.threadId}'`)
}
