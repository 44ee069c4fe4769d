import { z } from 'zod'
import { addComment, deleteComment, editComment } from '../acts/comment.ts'
import { endpoint } from '../http/endpoint.ts'
import { atLeast } from '../http/needs.ts'
import { paginate } from '../http/paginate.ts'
import { forbidden } from '../http/refusal.ts'
import { commentView } from '../views/issue.ts'
import type { Actor } from '../world/app.ts'
import type { IssueComment } from '../world/issue.ts'
import { permissionOf, type Repository } from '../world/repository.ts'
import { theComment, theIssue } from './find.ts'

const bodySchema = z.object({ body: z.string() })
const sinceSchema = z.object({ since: z.iso.datetime({ offset: true }).optional() })

export const issueComments = [
  endpoint('GET /repos/{owner}/{repo}/issues/{issue_number}/comments')({
    docs: 'issues/comments#list-issue-comments',
    needs: 'issues=read; pull_requests=read',
    query: sinceSchema,
    answer: (call) => {
      const { world, repository, params, query, needFor } = call
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'read')
      const found = since(repository, query.since).filter((comment) => comment.issue === issue)
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((one) => commentView(world, repository, one)), headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/comments')({
    docs: 'issues/comments#list-issue-comments-for-a-repository',
    needs: 'issues=read; pull_requests=read',
    query: sinceSchema,
    answer: (call) => {
      const { world, repository, query } = call
      const { slice, headers } = paginate(call, since(repository, query.since))
      return { status: 200, body: slice.map((one) => commentView(world, repository, one)), headers }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/issues/{issue_number}/comments')({
    docs: 'issues/comments#create-an-issue-comment',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    body: bodySchema,
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'read')
      if (issue.locked && !mayModerate(repository, actor))
        throw forbidden('Unable to create comment because issue is locked.')
      const comment = addComment(world, repository, { issue, body: body.body, actor })
      const view = commentView(world, repository, comment)
      return { status: 201, body: view, headers: { location: view.url } }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/comments/{comment_id}')({
    docs: 'issues/comments#get-an-issue-comment',
    needs: 'issues=read; pull_requests=read',
    answer: ({ world, repository, params, needFor }) => {
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'read')
      return { status: 200, body: commentView(world, repository, comment) }
    },
  }),

  endpoint('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}')({
    docs: 'issues/comments#update-an-issue-comment',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    body: bodySchema,
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'write', 'read')
      refuseForeign(repository, comment, actor)
      editComment(world, repository, { comment, body: body.body, actor })
      return { status: 200, body: commentView(world, repository, comment) }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}')({
    docs: 'issues/comments#delete-an-issue-comment',
    needs: 'issues=write; pull_requests=write',
    role: 'read',
    answer: ({ world, repository, params, actor, needFor }) => {
      const comment = theComment(repository, params.comment_id)
      needFor(comment.issue, 'write', 'read')
      refuseForeign(repository, comment, actor)
      deleteComment(world, repository, { comment, actor })
      return { status: 204, body: null }
    },
  }),
]

function since(repository: Repository, time: string | undefined): IssueComment[] {
  return [...repository.comments.values()].filter((comment) => !time || comment.updatedAt >= time)
}

/** People change their own comments, or need to write; an App's permission lets it change any. */
function refuseForeign(repository: Repository, comment: IssueComment, actor: Actor): void {
  if (comment.author.account !== actor.account && !mayModerate(repository, actor))
    throw forbidden('Must have admin rights to Repository.')
}

function mayModerate(repository: Repository, actor: Actor): boolean {
  return actor.app !== null || atLeast(permissionOf(repository, actor.account), 'write')
}
