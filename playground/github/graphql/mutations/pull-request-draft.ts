import { setDraft } from '../../acts/pull-request.ts'
import { actorOf, type GraphqlContext } from '../context.ts'
import { failure } from '../failure.ts'
import { findPull } from '../find-pull.ts'
import { pullFields } from '../pull-request.ts'

type Input = { pullRequestId: string; clientMutationId?: string }

export function markPullRequestReadyForReview(args: { input: Input }, context: GraphqlContext) {
  return change(context, { ...args, draft: false, payload: 'MarkPullRequestReadyForReviewPayload' })
}

export function convertPullRequestToDraft(args: { input: Input }, context: GraphqlContext) {
  return change(context, { ...args, draft: true, payload: 'ConvertPullRequestToDraftPayload' })
}

function change(context: GraphqlContext, given: { input: Input; draft: boolean; payload: string }) {
  const { input, draft, payload } = given
  const found = findPull(context, { id: input.pullRequestId, level: 'write' })
  if (!found)
    throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${input.pullRequestId}'`)
  setDraft(context.world, found.repository, { issue: found.issue, draft, actor: actorOf(context) })
  return {
    __typename: payload,
    clientMutationId: input.clientMutationId ?? null,
    pullRequest: pullFields(context, found),
  }
}
