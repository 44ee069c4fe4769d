import { react } from '../../acts/react.ts'
import { REACTIONS, type ReactionContent } from '../../world/issue.ts'
import { fromNodeId, nodeId } from '../../world/node-id.ts'
import { actorOf, demand, type GraphqlContext } from '../context.ts'
import { failure } from '../failure.ts'

/** REST and GraphQL spell them differently. */
const CONTENTS: Record<string, ReactionContent> = Object.fromEntries(
  REACTIONS.map((content) => {
    const names: Record<string, string> = { '+1': 'THUMBS_UP', '-1': 'THUMBS_DOWN' }
    return [names[content] ?? content.toUpperCase(), content]
  }),
)

type Input = { subjectId: string; content: string; clientMutationId?: string }

/** On issues and their comments. */
export function addReaction({ input }: { input: Input }, context: GraphqlContext) {
  const { subjectId } = input
  const content = CONTENTS[input.content]
  for (const repository of context.world.repositories.values()) {
    const comment = repository.comments.get(Number(fromNodeId('IC', subjectId)))
    const issue =
      comment?.issue ??
      [...repository.issues.values()].find((one) => String(one.id) === fromNodeId('I', subjectId))
    if (!issue || !content) continue
    demand(context, { repository, needs: `${issue.pull ? 'pull_requests' : 'issues'}=write` })
    const given = { to: comment ?? issue, number: issue.number, account: actorOf(context).account, content }
    const { reaction } = react(context.world, repository, given)
    const fields = { __typename: 'Reaction', id: nodeId('REA', reaction.id), content: input.content }
    return {
      __typename: 'AddReactionPayload',
      clientMutationId: input.clientMutationId ?? null,
      reaction: { ...fields, databaseId: reaction.id, createdAt: reaction.createdAt },
    }
  }
  throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${subjectId}'`)
}
