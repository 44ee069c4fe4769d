import { unprocessable } from '../../http/refusal.ts'
import type { Pull } from '../../views/pull-request.ts'
import type { Actor } from '../../world/app.ts'
import type { Review, ReviewState } from '../../world/pull-request.ts'
import { fullName, type Repository } from '../../world/repository.ts'
import { tell, timestamp, type World } from '../../world/world.ts'
import { checkBody } from '../limit-text.ts'
import { refuseEmpty } from './refuse-review.ts'
import { commentsOf, sendComment } from './review-comment.ts'
import type { ReviewEvent } from './review-event.ts'
import { sendReview } from './send-review.ts'

const STATES: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

/** Hands in a pending review. @throws Refusal 422. */
export function submitReview(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; event: ReviewEvent; body: string | undefined; actor: Actor },
): void {
  const { issue, review, event, actor } = given
  if (review.state !== 'PENDING') throw unprocessable('Unprocessable Entity', ['Review is already submitted'])
  const body = given.body ?? review.body
  checkBody('PullRequestReview', body)
  refuseEmpty({ event, body, comments: commentsOf(repository, review).length, issue, actor })
  review.body = body
  submit(world, repository, { issue, review, event, actor })
}

export function submit(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; event: ReviewEvent; actor: Actor },
): void {
  const { issue, review, event, actor } = given
  review.state = STATES[event]
  review.submittedAt = timestamp(world)
  issue.updatedAt = review.submittedAt
  const comments = commentsOf(repository, review)
  tell(world, {
    type: 'review',
    repository: fullName(repository),
    number: issue.number,
    actor: actor.account.login,
    state: review.state,
    comments: comments.length,
  })
  sendReview(world, repository, { issue, review, action: 'submitted', actor })
  for (const comment of comments) sendComment(world, repository, { issue, comment, action: 'created', actor })
}
