import type { Schemas } from '../schemas.ts'
import { nodeId } from '../world/node-id.ts'
import type { Review, ReviewComment } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { association, reactionsView } from './issue.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'
import { userView } from './user.ts'

export function reviewView(world: World, repository: Repository, review: Review) {
  const pull = `${repositoryApiUrl(world, repository)}/pulls/${review.number}`
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${review.number}#pullrequestreview-${review.id}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: userView(world, review.author.account),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, review.author.account),
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  } satisfies Schemas['pull-request-review']
}

export function reviewCommentView(world: World, repository: Repository, comment: ReviewComment) {
  const api = repositoryApiUrl(world, repository)
  const url = `${api}/pulls/comments/${comment.id}`
  const pull = `${api}/pulls/${comment.number}`
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${comment.number}#discussion_r${comment.id}`
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    position: comment.position,
    original_position: comment.position ?? 1,
    commit_id: comment.commitId,
    original_commit_id: comment.originalCommitId,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    user: userView(world, comment.author.account),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, comment.author.account),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
    reactions: reactionsView(url, comment.reactions),
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startSide,
    line: comment.line,
    original_line: comment.line,
    side: comment.side,
    subject_type: comment.subject,
  }
}
