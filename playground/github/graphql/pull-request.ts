import { pullCommits, pullFiles } from '../git/pull-numbers.ts'
import { toActor } from '../http/caller.ts'
import { type Pull, pullView } from '../views/pull-request.ts'
import { nodeId } from '../world/node-id.ts'
import type { ReviewComment } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import { actorView } from './actor.ts'
import { connection, type PageArguments } from './connection.ts'
import type { Fields, GraphqlContext } from './context.ts'
import { commitFields } from './git-object.ts'
import { editsOf, labelsOf, timelineOf } from './issue.ts'
import { refFields } from './ref.ts'
import { reviewsOf } from './reviews.ts'

export function pullFields(
  context: GraphqlContext,
  { repository, issue }: { repository: Repository; issue: Pull },
): Fields {
  const { world } = context
  const view = pullView(world, repository, issue)
  const { head, base, merged, draft } = issue.pull
  const first = [...repository.reviewComments.values()].filter(
    (one) => one.number === issue.number && one.inReplyTo === null && isSubmitted(repository, one),
  )
  return {
    __typename: 'PullRequest',
    id: view.node_id,
    databaseId: issue.pull.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    url: view.html_url,
    state: merged ? 'MERGED' : issue.state.toUpperCase(),
    closed: issue.state === 'closed',
    merged: merged !== null,
    isDraft: draft,
    author: actorView(world, issue.author.account),
    viewerDidAuthor: toActor(context.caller)?.account === issue.author.account,
    changedFiles: async () => (await pullFiles(repository, issue.pull)).length,
    labels: labelsOf(world, { repository, issue }),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    ...editsOf(world, issue.versions),
    timelineItems: timelineOf(world, { repository, issue }),
    reviews: reviewsOf(context, { repository, issue }),
    commits: async (page: PageArguments) =>
      connection('PullRequestCommit', await pullCommits(repository, issue.pull), async (sha) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('PURC', `${issue.pull.id}:${sha}`),
        commit: await commitFields(context, repository, sha),
      }))(page),
    headRefName: head.ref,
    headRefOid: head.sha,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    isCrossRepository: head.repository !== repository,
    headRef: () => refFields(context, head.repository, `refs/heads/${head.ref}`),
    baseRef: () => refFields(context, repository, `refs/heads/${base.ref}`),
    reviewThreads: connection('PullRequestReviewThread', first, (comment) =>
      threadFields(context, { repository, comment }),
    ),
  }
}

/** A thread is known by its first comment. */
export function threadFields(
  context: GraphqlContext,
  { repository, comment }: { repository: Repository; comment: ReviewComment },
): Fields {
  const { world } = context
  const comments = [...repository.reviewComments.values()].filter(
    (one) => one.id === comment.id || one.inReplyTo === comment.id,
  )
  return {
    __typename: 'PullRequestReviewThread',
    id: nodeId('PRRT', comment.id),
    path: comment.path,
    line: comment.line,
    startLine: comment.startLine,
    diffSide: comment.side,
    isResolved: comment.resolved,
    isOutdated: comment.subject === 'line' && comment.line === null,
    subjectType: comment.subject.toUpperCase(),
    comments: connection('PullRequestReviewComment', comments, (one) => ({
      __typename: 'PullRequestReviewComment',
      id: nodeId('PRRC', one.id),
      databaseId: one.id,
      body: one.body,
      path: one.path,
      author: actorView(world, one.author.account),
      createdAt: one.createdAt,
      updatedAt: one.updatedAt,
    })),
  }
}

function isSubmitted(repository: Repository, comment: ReviewComment): boolean {
  return comment.reviewId === null || repository.reviews.get(comment.reviewId)?.state !== 'PENDING'
}
