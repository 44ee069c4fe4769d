import { z } from 'zod'
import { createReview } from '../acts/review/create-review.ts'
import { dismissReview } from '../acts/review/dismiss-review.ts'
import { commentsOf } from '../acts/review/review-comment.ts'
import { submitReview } from '../acts/review/submit-review.ts'
import { theReview } from '../acts/review/the-review.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { notFound, unprocessable } from '../http/refusal.ts'
import { reviewCommentView, reviewView } from '../views/review.ts'
import { thePull } from './find.ts'

export const sideSchema = z.enum(['LEFT', 'RIGHT'])
const eventSchema = z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT'])
const commentSchema = z.object({
  path: z.string(),
  body: z.string(),
  position: z.int().optional(),
  line: z.int().optional(),
  side: sideSchema.optional(),
  start_line: z.int().optional(),
  start_side: sideSchema.optional(),
})

export const reviews = [
  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews')({
    docs: 'pulls/reviews#list-reviews-for-a-pull-request',
    needs: 'pull_requests=read',
    answer: (call) => {
      const { world, repository, params, caller } = call
      const { number } = thePull(repository, params.pull_number)
      const me = 'account' in caller ? caller.account : null
      // A pending review is its author's secret.
      const seen = [...repository.reviews.values()].filter(
        (one) => one.number === number && (one.state !== 'PENDING' || one.author.account === me),
      )
      const { slice, headers } = paginate(call, seen)
      return { status: 200, body: slice.map((one) => reviewView(world, repository, one)), headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews')({
    docs: 'pulls/reviews#create-a-review-for-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({
      commit_id: z.string().optional(),
      body: z.string().default(''),
      event: eventSchema.optional(),
      comments: z.array(commentSchema).default([]),
    }),
    answer: async ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      const comments = body.comments.map((one) => {
        if (one.line === undefined && one.position === undefined)
          throw unprocessable(
            `Invalid request.\n\nNo subschema in "oneOf" matched.\n"position" wasn't supplied.`,
          )
        return { ...one, subject: 'line' as const, startLine: one.start_line, startSide: one.start_side }
      })
      const review = await createReview(world, repository, {
        issue,
        event: body.event ?? null,
        body: body.body,
        commitId: body.commit_id,
        comments,
        actor,
      })
      return { status: 200, body: reviewView(world, repository, review) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}')({
    docs: 'pulls/reviews#get-a-review-for-a-pull-request',
    needs: 'pull_requests=read',
    answer: ({ world, repository, params }) => {
      const { number } = thePull(repository, params.pull_number)
      const review = theReview(repository, number, Number(params.review_id))
      return { status: 200, body: reviewView(world, repository, review) }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}')({
    docs: 'pulls/reviews#delete-a-pending-review-for-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    answer: ({ world, repository, params, actor }) => {
      const { number } = thePull(repository, params.pull_number)
      const review = theReview(repository, number, Number(params.review_id))
      if (review.author.account !== actor.account) throw notFound()
      if (review.state !== 'PENDING') throw unprocessable('Can not delete a non-pending pull request review')
      for (const comment of commentsOf(repository, review)) repository.reviewComments.delete(comment.id)
      repository.reviews.delete(review.id)
      return { status: 200, body: reviewView(world, repository, review) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/events')({
    docs: 'pulls/reviews#submit-a-review-for-a-pull-request',
    needs: 'pull_requests=write',
    role: 'read',
    body: z.object({ body: z.string().optional(), event: eventSchema }),
    answer: ({ world, repository, params, actor, body }) => {
      const issue = thePull(repository, params.pull_number)
      const review = theReview(repository, issue.number, Number(params.review_id))
      submitReview(world, repository, { issue, review, event: body.event, body: body.body, actor })
      return { status: 200, body: reviewView(world, repository, review) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/comments')({
    docs: 'pulls/reviews#list-comments-for-a-pull-request-review',
    needs: 'pull_requests=read',
    answer: (call) => {
      const { world, repository, params } = call
      const { number } = thePull(repository, params.pull_number)
      const review = theReview(repository, number, Number(params.review_id))
      const { slice, headers } = paginate(call, commentsOf(repository, review))
      const body = slice.map((one) => {
        const { line, original_line, ...view } = reviewCommentView(world, repository, one)
        return {
          ...view,
          ...(line === null ? {} : { line }),
          ...(original_line === null ? {} : { original_line }),
        }
      })
      return { status: 200, body, headers }
    },
  }),

  endpoint('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals')({
    docs: 'pulls/reviews#dismiss-a-review-for-a-pull-request',
    needs: 'pull_requests=write',
    body: z.object({ message: z.string(), event: z.literal('DISMISS').optional() }),
    answer: ({ world, repository, params, actor }) => {
      const issue = thePull(repository, params.pull_number)
      const review = theReview(repository, issue.number, Number(params.review_id))
      dismissReview(world, repository, { issue, review, actor })
      return { status: 200, body: reviewView(world, repository, review) }
    },
  }),
]
