import type { GraphqlContext } from '../context.ts'
import { addReaction } from './add-reaction.ts'
import { createCommitOnBranch } from './create-commit-on-branch.ts'
import { minimizeComment } from './minimize-comment.ts'
import { convertPullRequestToDraft, markPullRequestReadyForReview } from './pull-request-draft.ts'
import { resolveReviewThread, unresolveReviewThread } from './resolve-review-thread.ts'

type Mutation = (args: { input: never }, context: GraphqlContext) => unknown

/** Every mutation there is; another one is said to be not supported. */
export const mutations: Record<string, Mutation> = {
  addReaction: addReaction as Mutation,
  convertPullRequestToDraft: convertPullRequestToDraft as Mutation,
  createCommitOnBranch: createCommitOnBranch as Mutation,
  markPullRequestReadyForReview: markPullRequestReadyForReview as Mutation,
  minimizeComment: minimizeComment as Mutation,
  resolveReviewThread: resolveReviewThread as Mutation,
  unresolveReviewThread: unresolveReviewThread as Mutation,
}
