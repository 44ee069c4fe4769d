import { pullCommits } from '../../git/pull-numbers.ts'
import { unprocessable } from '../../http/refusal.ts'
import type { Pull } from '../../views/pull-request.ts'
import type { Actor } from '../../world/app.ts'
import type { Review } from '../../world/pull-request.ts'
import type { Repository } from '../../world/repository.ts'
import { nextId, type World } from '../../world/world.ts'
import { checkBody } from '../limit-text.ts'
import { type AskedPlace, type Placed, placeComment } from '../place-comment.ts'
import { placeSentence } from './place-sentence.ts'
import { refuseEmpty, refusePending } from './refuse-review.ts'
import { newComment } from './review-comment.ts'
import type { ReviewEvent } from './review-event.ts'
import { submit } from './submit-review.ts'

export type AskedComment = AskedPlace & { body: string }

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
    if (found.kind === 'refused') throw unprocessable('Unprocessable Entity', [placeSentence(found.problems)])
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
