import { invalid } from '../http/refusal.ts'
import { commentView, issueView } from '../views/issue.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Actor } from '../world/app.ts'
import type { Issue, IssueComment } from '../world/issue.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { checkBody } from './limit-text.ts'

/** Comments on an issue or a pull request. @throws Refusal 422. */
export function addComment(
  world: World,
  repository: Repository,
  given: { issue: Issue; body: string; actor: Actor },
): IssueComment {
  checkCommentBody(given.body)
  const at = timestamp(world)
  const comment: IssueComment = {
    id: nextId(world),
    issue: given.issue,
    author: given.actor,
    body: given.body,
    versions: [{ id: nextId(world), at, by: given.actor.account, body: given.body }],
    reactions: [],
    createdAt: at,
    updatedAt: at,
    minimized: null,
  }
  repository.comments.set(comment.id, comment)
  given.issue.updatedAt = at
  tellComment(world, repository, { comment, actor: given.actor, edited: false })
  send(world, repository, { comment, action: 'created', actor: given.actor })
  return comment
}

export function editComment(
  world: World,
  repository: Repository,
  given: { comment: IssueComment; body: string; actor: Actor },
): void {
  const { comment, body, actor } = given
  checkCommentBody(body)
  const from = comment.body
  comment.body = body
  const at = timestamp(world)
  comment.updatedAt = at
  comment.versions.push({ id: nextId(world), at, by: actor.account, body })
  tellComment(world, repository, { comment, actor, edited: true })
  send(world, repository, { comment, action: 'edited', actor, more: { changes: { body: { from } } } })
}

export function deleteComment(
  world: World,
  repository: Repository,
  given: { comment: IssueComment; actor: Actor },
): void {
  repository.comments.delete(given.comment.id)
  send(world, repository, { ...given, action: 'deleted' })
}

function checkCommentBody(body: string): void {
  if (body.trim() === '') throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' })
  checkBody('IssueComment', body, {
    code: 'unprocessable',
    field: 'data',
    message: 'Body is too long (maximum is 65536 characters)',
  })
}

function tellComment(
  world: World,
  repository: Repository,
  given: { comment: IssueComment; actor: Actor; edited: boolean },
): void {
  const { comment, actor, edited } = given
  tell(world, {
    type: 'comment',
    repository: fullName(repository),
    number: comment.issue.number,
    id: comment.id,
    actor: actor.account.login,
    body: comment.body,
    edited,
  })
}

function send(
  world: World,
  repository: Repository,
  given: { comment: IssueComment; action: string; actor: Actor; more?: Record<string, unknown> },
): void {
  const { comment, action, actor, more } = given
  const payload = {
    ...more,
    issue: issueView(world, repository, comment.issue),
    comment: commentView(world, repository, comment),
  }
  sendWebhook(world, { event: 'issue_comment', action, repository, actor, payload })
}
