import { type Pull, pullView } from '../../views/pull-request.ts'
import { reviewCommentView } from '../../views/review.ts'
import { sendWebhook } from '../../webhooks/send-webhook.ts'
import type { Actor } from '../../world/app.ts'
import type { Review, ReviewComment } from '../../world/pull-request.ts'
import type { Repository } from '../../world/repository.ts'
import { nextId, timestamp, type World } from '../../world/world.ts'
import type { Placed } from '../place-comment.ts'

export function newComment(
  world: World,
  repository: Repository,
  given: {
    issue: Pull
    review: Review | null
    commitId: string
    inReplyTo: number | null
    body: string
    placed: Placed
    actor: Actor
  },
): ReviewComment {
  const { issue, review, commitId, inReplyTo, body, placed, actor } = given
  const at = timestamp(world)
  const comment: ReviewComment = {
    id: nextId(world),
    number: issue.number,
    reviewId: review?.id ?? null,
    inReplyTo,
    author: actor,
    body,
    ...placed,
    commitId,
    originalCommitId: commitId,
    reactions: [],
    resolved: false,
    createdAt: at,
    updatedAt: at,
  }
  repository.reviewComments.set(comment.id, comment)
  return comment
}

export function sendComment(
  world: World,
  repository: Repository,
  given: {
    issue: Pull
    comment: ReviewComment
    action: string
    actor: Actor
    more?: Record<string, unknown>
  },
): void {
  const { issue, comment, action, actor, more } = given
  const payload = {
    ...more,
    comment: reviewCommentView(world, repository, comment),
    pull_request: pullView(world, repository, issue),
  }
  sendWebhook(world, { event: 'pull_request_review_comment', action, repository, actor, payload })
}

export function commentsOf(repository: Repository, review: Review): ReviewComment[] {
  return [...repository.reviewComments.values()].filter((one) => one.reviewId === review.id)
}
