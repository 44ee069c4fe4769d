import { z } from 'zod'
import { checkBody } from '../acts/limit-text.ts'
import { placeComment } from '../acts/place-comment.ts'
import { newComment, sendComment } from '../acts/review/review-comment.ts'
import { pullCommits } from '../git/pull-numbers.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, invalid } from '../http/refusal.ts'
import { reviewCommentView } from '../views/review.ts'
import type { ReviewComment } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { thePull, theReviewComment } from './find.ts'
import { sideSchema } from './reviews.ts'

const RESOURCE = 'PullRequestReviewComment'

export const reviewComments = [
  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/comments')({
    docs: 'pulls/comments#list-review-comments-on-a-pull-request',
    needs: 'pull_requests=read',
    answer: (call) => {
      const { world, repository, params } = call
      const { number } = thePull(repository, params.pull_number)
      const { slice, headers } = paginate(call, submitted(repository, number))
      return { status: 200, body: slice.map((one) => view(world, repository, one)), headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/{pull_number}/comments')({
    docs: 'pulls/comments#create-a-review-comment-for-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({
      body: z.string(),
      commit_id: z.string(),
      path: z.string(),
      position: z.int().optional(),
      line: z.int().optional(),
      side: sideSchema.optional(),
      start_line: z.int().optional(),
      start_side: sideSchema.optional(),
      subject_type: z.enum(['line', 'file']).default('line'),
    }),
    answer: async ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      checkBody(RESOURCE, body.body)
      if (!(await pullCommits(repository, issue.pull)).includes(body.commit_id))
        throw invalid({
          resource: RESOURCE,
          code: 'custom',
          field: 'commit_id',
          message: 'commit_id is not part of the pull request',
        })
      const { path, line, side, position } = body
      const asked = { path, line, side, position, startLine: body.start_line, startSide: body.start_side }
      const found = await placeComment(repository, {
        pull: issue.pull,
        commit: body.commit_id,
        asked: { ...asked, subject: body.subject_type },
      })
      if (found.kind === 'refused')
        throw invalid(
          ...found.problems.map(({ field, message }) => ({
            resource: RESOURCE,
            code: 'custom' as const,
            field: `pull_request_review_thread.${field}`,
            message: `pull_request_review_thread.${field} ${message}`,
          })),
        )
      const comment = newComment(world, repository, {
        issue,
        review: null,
        commitId: body.commit_id,
        inReplyTo: null,
        body: body.body,
        placed: found.placed,
        actor,
      })
      sendComment(world, repository, { issue, comment, action: 'created', actor })
      return { status: 201, body: view(world, repository, comment) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies')({
    docs: 'pulls/comments#create-a-reply-for-a-review-comment',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({ body: z.string() }),
    answer: ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      const first = theReviewComment(repository, params.comment_id)
      checkBody(RESOURCE, body.body)
      const { path, subject, line, side, startLine, startSide, position, diffHunk } = first
      const comment = newComment(world, repository, {
        issue,
        review: null,
        commitId: first.commitId,
        inReplyTo: first.inReplyTo ?? first.id,
        body: body.body,
        placed: { path, subject, line, side, startLine, startSide, position, diffHunk },
        actor,
      })
      sendComment(world, repository, { issue, comment, action: 'created', actor })
      return { status: 201, body: view(world, repository, comment) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/comments/{comment_id}')({
    docs: 'pulls/comments#get-a-review-comment-for-a-pull-request',
    needs: 'pull_requests=read',
    answer: ({ world, repository, params }) => {
      const comment = theReviewComment(repository, params.comment_id)
      return { status: 200, body: view(world, repository, comment) }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}')({
    docs: 'pulls/comments#update-a-review-comment-for-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({ body: z.string() }),
    answer: ({ world, repository, params, actor, body }) => {
      const comment = theReviewComment(repository, params.comment_id)
      if (comment.author.account !== actor.account) throw forbidden()
      checkBody(RESOURCE, body.body)
      const from = comment.body
      comment.body = body.body
      const issue = thePull(repository, String(comment.number))
      const more = { changes: { body: { from } } }
      sendComment(world, repository, { issue, comment, action: 'edited', actor, more })
      return { status: 200, body: view(world, repository, comment) }
    },
  }),
]

/** Comments of a pending review are not public yet. */
function submitted(repository: Repository, number: number): ReviewComment[] {
  return [...repository.reviewComments.values()].filter((comment) => {
    const review = comment.reviewId === null ? null : repository.reviews.get(comment.reviewId)
    return comment.number === number && review?.state !== 'PENDING'
  })
}

/** GitHub answers null for the line of an outdated comment, which its description leaves out. */
function view(world: World, repository: Repository, comment: ReviewComment) {
  const shown = reviewCommentView(world, repository, comment)
  return shown as typeof shown & { line: number; original_line: number; position: number }
}
