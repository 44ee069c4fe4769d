import type { Schemas } from '../schemas.ts'
import type { Account } from '../world/account.ts'
import type { Issue, IssueComment, Label, Reaction } from '../world/issue.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { appView } from './app.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'
import { userView } from './user.ts'

export function issueView(world: World, repository: Repository, issue: Issue) {
  const repo = repositoryApiUrl(world, repository)
  const url = `${repo}/issues/${issue.number}`
  const { pull } = issue
  const html = `${repositoryHtmlUrl(world, repository)}/${pull ? 'pull' : 'issues'}/${issue.number}`
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue)
  return {
    url,
    repository_url: repo,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: issue.id,
    node_id: nodeId(pull ? 'PR' : 'I', pull ? pull.id : issue.id),
    number: issue.number,
    title: issue.title,
    user: userView(world, issue.author.account),
    labels: issue.labels.map((label) => labelView(world, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: issue.assignees[0] ? userView(world, issue.assignees[0]) : null,
    assignees: issue.assignees.map((account) => userView(world, account)),
    milestone: null,
    comments: comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: association(repository, issue.author.account),
    active_lock_reason: null,
    body: issue.body,
    closed_by: issue.closedBy ? userView(world, issue.closedBy) : null,
    reactions: reactionsView(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: issue.author.app ? appView(world, issue.author.app) : null,
    state_reason: issue.stateReason,
    ...(pull
      ? {
          draft: pull.draft,
          pull_request: {
            url: `${repo}/pulls/${issue.number}`,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            merged_at: pull.merged?.at ?? null,
          },
        }
      : {
          sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
        }),
  } satisfies Schemas['issue']
}

export function commentView(world: World, repository: Repository, comment: IssueComment) {
  const url = `${repositoryApiUrl(world, repository)}/issues/comments/${comment.id}`
  const kind = comment.issue.pull ? 'pull' : 'issues'
  const page = `${repositoryHtmlUrl(world, repository)}/${kind}/${comment.issue.number}`
  return {
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryApiUrl(world, repository)}/issues/${comment.issue.number}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: userView(world, comment.author.account),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(repository, comment.author.account),
    body: comment.body,
    reactions: reactionsView(url, comment.reactions),
    performed_via_github_app: comment.author.app ? appView(world, comment.author.app) : null,
  } satisfies Schemas['issue-comment']
}

export function labelView(
  world: World,
  repository: Repository,
  label: Label,
): Schemas['label'] & { id: number } {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repositoryApiUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.default,
    description: label.description,
  }
}

export function reactionView(world: World, reaction: Reaction): Schemas['reaction'] {
  return {
    id: reaction.id,
    node_id: nodeId('REA', reaction.id),
    user: userView(world, reaction.account),
    content: reaction.content,
    created_at: reaction.createdAt,
  }
}

export function reactionsView(url: string, reactions: Reaction[]): Schemas['reaction-rollup'] {
  const count = (content: string) => reactions.filter((one) => one.content === content).length
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    '+1': count('+1'),
    '-1': count('-1'),
    laugh: count('laugh'),
    hooray: count('hooray'),
    confused: count('confused'),
    heart: count('heart'),
    rocket: count('rocket'),
    eyes: count('eyes'),
  }
}

/** GitHub's hint beside an author; permissions are the truth. */
export function association(repository: Repository, account: Account): Schemas['author-association'] {
  if (account === repository.owner) return 'OWNER'
  const member = [...repository.owner.teams.values()].some(({ members }) =>
    members.has(account.login.toLowerCase()),
  )
  if (member) return 'MEMBER'
  const given = repository.permissions.get(account.id) ?? 'none'
  return given === 'none' ? 'NONE' : 'COLLABORATOR'
}
