import { issueView, labelView } from '../views/issue.ts'
import { isPull } from '../views/pull-request.ts'
import { userView } from '../views/user.ts'
import { sendPull } from '../webhooks/send-pull.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Account } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { Issue } from '../world/issue.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { ensureLabel } from './label.ts'
import { checkBody, checkTitle } from './limit-text.ts'

/** Opens an issue. @throws Refusal 422. */
export function openIssue(
  world: World,
  repository: Repository,
  given: { title: string; body: string | null; actor: Actor; labels: string[]; assignees: Account[] },
): Issue {
  checkTitle('Issue', given.title)
  checkBody('Issue', given.body)
  const issue = newIssue(world, repository, given)
  tell(world, {
    type: 'issue',
    repository: fullName(repository),
    number: issue.number,
    title: issue.title,
    actor: given.actor.account.login,
  })
  sendIssue(world, repository, { issue, action: 'opened', actor: given.actor })
  addLabels(world, repository, { issue, names: given.labels, actor: given.actor })
  assign(world, repository, { issue, accounts: given.assignees, actor: given.actor })
  return issue
}

/** An issue, or the half of a pull request that is one, with the next number. */
export function newIssue(
  world: World,
  repository: Repository,
  given: { title: string; body: string | null; actor: Actor },
): Issue {
  repository.lastNumber += 1
  const at = timestamp(world)
  const issue: Issue = {
    id: nextId(world),
    number: repository.lastNumber,
    title: given.title,
    body: given.body,
    author: given.actor,
    state: 'open',
    stateReason: null,
    labels: [],
    assignees: [],
    locked: false,
    reactions: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    versions: [{ id: nextId(world), at, by: given.actor.account, body: given.body ?? '' }],
    renamed: [],
    gestures: [],
    pull: null,
  }
  repository.issues.set(issue.number, issue)
  return issue
}

export function editIssue(
  world: World,
  repository: Repository,
  given: { issue: Issue; title?: string | undefined; body?: string | null | undefined; actor: Actor },
): void {
  const { issue, actor } = given
  const title = given.title ?? issue.title
  const body = given.body === undefined ? issue.body : given.body
  checkTitle('Issue', title)
  checkBody('Issue', body)
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body ?? '' } }),
  }
  if (Object.keys(changes).length === 0) return
  const at = timestamp(world)
  if (changes.body) issue.versions.push({ id: nextId(world), at, by: actor.account, body: body ?? '' })
  if (changes.title)
    issue.renamed.push({ id: nextId(world), at, by: actor.account, from: issue.title, to: title })
  Object.assign(issue, { title, body, updatedAt: at })
  sendIssue(world, repository, { issue, action: 'edited', actor, more: { changes } })
}

export function setIssueState(
  world: World,
  repository: Repository,
  given: { issue: Issue; state: Issue['state']; reason?: Issue['stateReason'] | undefined; actor: Actor },
): void {
  const { issue, state, actor } = given
  if (issue.state === state) return
  const at = timestamp(world)
  const closed = state === 'closed'
  Object.assign(issue, {
    state,
    stateReason: closed ? (given.reason ?? 'completed') : 'reopened',
    closedAt: closed ? at : null,
    closedBy: closed ? actor.account : null,
    updatedAt: at,
  })
  sendIssue(world, repository, { issue, action: closed ? 'closed' : 'reopened', actor })
}

export function addLabels(
  world: World,
  repository: Repository,
  given: { issue: Issue; names: string[]; actor: Actor },
): void {
  const { issue, actor } = given
  for (const name of given.names) {
    const label = ensureLabel(world, repository, name)
    if (issue.labels.includes(label)) continue
    issue.labels.push(label)
    const at = timestamp(world)
    issue.updatedAt = at
    issue.gestures.push({ id: nextId(world), at, by: actor.account, kind: 'labeled', label })
    const more = { label: labelView(world, repository, label) }
    sendIssue(world, repository, { issue, action: 'labeled', actor, more })
  }
}

/** @returns false when the issue does not carry it. */
export function removeLabel(
  world: World,
  repository: Repository,
  given: { issue: Issue; name: string; actor: Actor },
): boolean {
  const { issue, name, actor } = given
  const label = issue.labels.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!label) return false
  issue.labels = issue.labels.filter((one) => one !== label)
  const at = timestamp(world)
  issue.updatedAt = at
  issue.gestures.push({ id: nextId(world), at, by: actor.account, kind: 'unlabeled', label })
  const more = { label: labelView(world, repository, label) }
  sendIssue(world, repository, { issue, action: 'unlabeled', actor, more })
  return true
}

/** Adds what is missing and removes what is not named. */
export function setLabels(
  world: World,
  repository: Repository,
  given: { issue: Issue; names: string[]; actor: Actor },
): void {
  const { issue, names, actor } = given
  const wanted = names.map((name) => name.toLowerCase())
  for (const { name } of issue.labels)
    if (!wanted.includes(name.toLowerCase())) removeLabel(world, repository, { issue, name, actor })
  addLabels(world, repository, given)
}

export function assign(
  world: World,
  repository: Repository,
  given: { issue: Issue; accounts: Account[]; actor: Actor },
): void {
  const { issue, actor } = given
  for (const account of given.accounts) {
    if (issue.assignees.includes(account)) continue
    issue.assignees.push(account)
    const at = timestamp(world)
    issue.gestures.push({ id: nextId(world), at, by: actor.account, kind: 'assigned', assignee: account })
    const more = { assignee: userView(world, account) }
    sendIssue(world, repository, { issue, action: 'assigned', actor, more })
  }
}

function sendIssue(
  world: World,
  repository: Repository,
  given: { issue: Issue; action: string; actor: Actor; more?: Record<string, unknown> },
): void {
  const { issue, action, actor, more } = given
  if (isPull(issue)) {
    sendPull(world, repository, { issue, action, actor, ...(more ? { more } : {}) })
    return
  }
  const payload = { issue: issueView(world, repository, issue), ...more }
  sendWebhook(world, { event: 'issues', action, repository, actor, payload })
}
