import type { Schemas } from '../schemas.ts'
import type { Issue } from '../world/issue.ts'
import { nodeId } from '../world/node-id.ts'
import type { PullRequest } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { association, issueView } from './issue.ts'
import { repositoryView } from './repository.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'
import { userView } from './user.ts'

export type Pull = Issue & { pull: PullRequest }

export function isPull(issue: Issue): issue is Pull {
  return issue.pull !== null
}

/** What only git knows about a pull request. */
export type PullNumbers = {
  commits: number
  additions: number
  deletions: number
  changedFiles: number
  mergeable: boolean | null
}

/** As lists and `pull_request` in other answers show it. */
export function pullView(world: World, repository: Repository, issue: Pull) {
  const { pull } = issue
  const shared = issueView(world, repository, issue)
  const api = repositoryApiUrl(world, repository)
  const url = `${api}/pulls/${issue.number}`
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${issue.number}`
  const links = {
    self: url,
    html,
    issue: `${api}/issues/${issue.number}`,
    comments: `${api}/issues/${issue.number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  }
  const side = (of: Repository, ref: string, sha: string) => ({
    label: `${of.owner.login}:${ref}`,
    ref,
    sha,
    user: userView(world, of.owner),
    repo: repositoryView(world, of),
  })
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: shared.user,
    body: issue.body,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: shared.assignee,
    assignees: shared.assignees,
    requested_reviewers: pull.requestedReviewers.map((account) => userView(world, account)),
    requested_teams: [],
    labels: shared.labels.map((label) => ({ ...label, description: label.description ?? '' })),
    milestone: null,
    draft: pull.draft,
    head: side(pull.head.repository, pull.head.ref, pull.head.sha),
    base: side(repository, pull.base.ref, pull.base.sha),
    _links: {
      self: { href: links.self },
      html: { href: links.html },
      issue: { href: links.issue },
      comments: { href: links.comments },
      review_comments: { href: links.review_comments },
      review_comment: { href: links.review_comment },
      commits: { href: links.commits },
      statuses: { href: links.statuses },
    },
    author_association: association(repository, issue.author.account),
    auto_merge: null,
    active_lock_reason: null,
  } satisfies Schemas['pull-request-simple']
}

/** The whole pull request. */
export function fullPullView(
  world: World,
  repository: Repository,
  given: { issue: Pull; numbers: PullNumbers },
) {
  const { issue, numbers } = given
  const { pull } = issue
  const inline = [...repository.reviewComments.values()].filter((one) => one.number === issue.number)
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue)
  return {
    ...pullView(world, repository, issue),
    merged: pull.merged !== null,
    mergeable: pull.merged ? null : numbers.mergeable,
    rebaseable: pull.merged ? null : numbers.mergeable,
    mergeable_state: pull.merged ? 'unknown' : mergeableState(pull, numbers.mergeable),
    merged_by: pull.merged ? userView(world, pull.merged.by) : null,
    comments: comments.length,
    review_comments: inline.length,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: numbers.commits,
    additions: numbers.additions,
    deletions: numbers.deletions,
    changed_files: numbers.changedFiles,
  } satisfies Schemas['pull-request']
}

function mergeableState(pull: PullRequest, mergeable: boolean | null): string {
  if (mergeable === null) return 'unknown'
  if (!mergeable) return 'dirty'
  return pull.draft ? 'draft' : 'clean'
}

/** The few fields check runs and workflow runs carry of the pull requests with their head. */
export function pullMinimal(world: World, repository: Repository, issue: Pull) {
  const { pull } = issue
  const toRepo = (of: Repository) => ({ id: of.id, url: repositoryApiUrl(world, of), name: of.name })
  return {
    url: `${repositoryApiUrl(world, repository)}/pulls/${issue.number}`,
    id: pull.id,
    number: issue.number,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo: toRepo(pull.head.repository) },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo: toRepo(repository) },
  } satisfies Schemas['pull-request-minimal']
}

/** Open pull requests of this head, as GitHub lists them on checks; a fork's are left out. */
export function pullsOfHead(world: World, repository: Repository, sha: string) {
  return [...repository.issues.values()]
    .filter(isPull)
    .filter(
      ({ pull, state }) => state === 'open' && pull.head.sha === sha && pull.head.repository === repository,
    )
    .map((issue) => pullMinimal(world, repository, issue))
}
