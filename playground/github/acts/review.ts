import { pullCommits } from '../git/pull-numbers.ts'
import { invalid, notFound, unprocessable } from '../http/refusal.ts'
import { type Pull, pullView } from '../views/pull-request.ts'
import { reviewCommentView, reviewView } from '../views/review.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Actor } from '../world/app.ts'
import type { Review, ReviewComment, ReviewState } from '../world/pull-request.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { checkBody } from './limit-text.ts'
import { type AskedPlace, type Placed, type PlaceProblem, placeComment } from './place-comment.ts'

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'
export type AskedComment = AskedPlace & { body: string }

const STATES: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

/** A review with its inline comments: all of it or nothing. @throws Refusal 422. */
export async function createReview(
  world: World,
  repository: Repository,
  given: {
    issue: Pull
    event: ReviewEvent | null
    body: string
    commitId: string | undefined
    comments: AskedComment[]
    actor: Actor
  },
): Promise<Review> {
  const { issue, event, body, comments, actor } = given
  const commitId = given.commitId ?? issue.pull.head.sha
  checkBody('PullRequestReview', body)
  refusePending(repository, issue, actor)
  if (event !== null) refuseEmpty({ event, body, comments: comments.length, issue, actor })
  if (!(await pullCommits(repository, issue.pull)).includes(commitId))
    throw unprocessable('Unprocessable Entity', ['commit_id is not part of the pull request'])
  const placed: { body: string; placed: Placed }[] = []
  for (const asked of comments) {
    checkBody('PullRequestReviewComment', asked.body)
    if (asked.body.trim() === '') throw unprocessable('Unprocessable Entity', ["Body can't be blank"])
    const found = await placeComment(repository, { pull: issue.pull, commit: commitId, asked })
    if (found.kind === 'refused') throw unprocessable('Unprocessable Entity', [toSentence(found.problems)])
    placed.push({ body: asked.body, placed: found.placed })
  }
  const review: Review = {
    id: nextId(world),
    number: issue.number,
    author: actor,
    body,
    state: 'PENDING',
    commitId,
    submittedAt: null,
  }
  repository.reviews.set(review.id, review)
  for (const one of placed)
    newComment(world, repository, { issue, review, commitId, inReplyTo: null, actor, ...one })
  if (event !== null) submit(world, repository, { issue, review, event, actor })
  return review
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

/** Takes the word out of an approval or a request for changes; when it was given stays. @throws Refusal 422. */
export function dismissReview(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; actor: Actor },
): void {
  const { issue, review, actor } = given
  if (!['APPROVED', 'CHANGES_REQUESTED'].includes(review.state)) {
    const state = review.state.toLowerCase().replace('_', ' ')
    throw unprocessable('Unprocessable Entity', [`Can not dismiss a ${state} pull request review`])
  }
  review.state = 'DISMISSED'
  issue.updatedAt = timestamp(world)
  sendReview(world, repository, { issue, review, action: 'dismissed', actor })
}

function submit(
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

function sendReview(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; action: string; actor: Actor },
): void {
  const { issue, review, action, actor } = given
  const pull_request = pullView(world, repository, issue)
  const view = reviewView(world, repository, review)
  // Webhooks spell the state in small letters and name the time even when there is none.
  const payload = {
    review: { ...view, state: view.state.toLowerCase(), submitted_at: review.submittedAt },
    pull_request,
  }
  sendWebhook(world, { event: 'pull_request_review', action, repository, actor, payload })
}

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

/** @throws Refusal 404. */
export function theReview(repository: Repository, number: number, id: number): Review {
  const review = repository.reviews.get(id)
  if (!review || review.number !== number) throw notFound()
  return review
}

function refusePending(repository: Repository, issue: Pull, actor: Actor): void {
  const pending = [...repository.reviews.values()].some(
    (one) => one.number === issue.number && one.state === 'PENDING' && one.author.account === actor.account,
  )
  if (pending)
    throw unprocessable('Unprocessable Entity', ['User can only have one pending review per pull request'])
}

function refuseEmpty(given: {
  event: ReviewEvent
  body: string
  comments: number
  issue: Pull
  actor: Actor
}): void {
  const { event, body, comments, issue, actor } = given
  const own = issue.author.account === actor.account
  if (own && event === 'APPROVE')
    throw unprocessable('Unprocessable Entity', ['Review Can not approve your own pull request'])
  if (own && event === 'REQUEST_CHANGES')
    throw unprocessable('Unprocessable Entity', ['Review Can not request changes on your own pull request'])
  if (event !== 'APPROVE' && body.trim() === '' && (event === 'REQUEST_CHANGES' || comments === 0))
    throw invalid({ resource: 'PullRequestReview', code: 'missing_field', field: 'body' })
}

/** "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank" */
function toSentence(problems: PlaceProblem[]): string {
  const parts = problems.map(
    ({ field, message }) => `Pull request review thread ${field.replace('_', ' ')} ${message}`,
  )
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`
}
