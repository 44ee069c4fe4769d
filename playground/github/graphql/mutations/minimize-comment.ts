import { fromNodeId } from '../../world/node-id.ts'
import { demand, type GraphqlContext } from '../context.ts'
import { failure } from '../failure.ts'

type Input = { subjectId: string; classifier: string; clientMutationId?: string }

/** Hides a comment of an issue or pull request, with a reason. */
export function minimizeComment({ input }: { input: Input }, context: GraphqlContext) {
  const id = Number(fromNodeId('IC', input.subjectId))
  for (const repository of context.world.repositories.values()) {
    const comment = repository.comments.get(id)
    if (!comment) continue
    const needs = `${comment.issue.pull ? 'pull_requests' : 'issues'}=write`
    demand(context, { repository, needs, role: 'triage' })
    comment.minimized = input.classifier.toLowerCase()
    return {
      __typename: 'MinimizeCommentPayload',
      clientMutationId: input.clientMutationId ?? null,
      minimizedComment: {
        __typename: 'IssueComment',
        isMinimized: true,
        minimizedReason: comment.minimized,
        viewerCanMinimize: true,
      },
    }
  }
  throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${input.subjectId}'`)
}
