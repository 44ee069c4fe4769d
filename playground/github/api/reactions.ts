import { z } from 'zod'
import { react } from '../acts/react.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden, notFound } from '../http/refusal.ts'
import { reactionView } from '../views/issue.ts'
import { REACTIONS } from '../world/issue.ts'
import { theComment, theIssue, thePull, theReviewComment } from './find.ts'

const bodySchema = z.object({ content: z.enum(REACTIONS) })
const querySchema = z.object({ content: z.enum(REACTIONS).optional() })

export const reactions = [
  endpoint('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions')({
    docs: 'reactions/reactions#create-reaction-for-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    body: bodySchema,
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'read')
      const given = { to: issue, number: issue.number, account: actor.account, content: body.content }
      const { reaction, added } = react(world, repository, given)
      return { status: added ? 201 : 200, body: reactionView(world, reaction) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions')({
    docs: 'reactions/reactions#create-reaction-for-an-issue-comment',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    body: bodySchema,
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'write', 'read')
      const { number } = comment.issue
      const given = { to: comment, number, account: actor.account, content: body.content }
      const { reaction, added } = react(world, repository, given)
      return { status: added ? 201 : 200, body: reactionView(world, reaction) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions')({
    docs: 'reactions/reactions#create-reaction-for-a-pull-request-review-comment',
    needs: 'pull_requests=write',
    role: 'read',
    body: bodySchema,
    answer: ({ world, repository, params, actor, body }) => {
      const comment = theReviewComment(repository, params.comment_id)
      const { number } = thePull(repository, String(comment.number))
      const given = { to: comment, number, account: actor.account, content: body.content }
      const { reaction, added } = react(world, repository, given)
      return { status: added ? 201 : 200, body: reactionView(world, reaction) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/{issue_number}/reactions')({
    docs: 'reactions/reactions#list-reactions-for-an-issue',
    needs: 'issues=read; pull_requests=read',
    query: querySchema,
    answer: (call) => {
      const { world, repository, params, query, needFor } = call
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'read')
      const found = issue.reactions.filter((one) => !query.content || one.content === query.content)
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((one) => reactionView(world, one)), headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions')({
    docs: 'reactions/reactions#list-reactions-for-an-issue-comment',
    needs: 'issues=read; pull_requests=read',
    query: querySchema,
    answer: (call) => {
      const { world, repository, params, query, needFor } = call
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'read')
      const found = comment.reactions.filter((one) => !query.content || one.content === query.content)
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((one) => reactionView(world, one)), headers }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}')({
    docs: 'reactions/reactions#delete-an-issue-comment-reaction',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    answer: ({ repository, params, actor, needFor }) => {
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'write', 'read')
      const reaction = comment.reactions.find((one) => String(one.id) === params.reaction_id)
      if (!reaction) throw notFound()
      if (reaction.account !== actor.account) throw forbidden()
      comment.reactions = comment.reactions.filter((one) => one !== reaction)
      return { status: 204, body: null }
    },
  }),
]
