import { pullFiles } from '../git/pull-numbers.ts'
import { resolveCommit } from '../git/resolve.ts'
import { invalid, unprocessable } from '../http/refusal.ts'
import { isPull, type Pull } from '../views/pull-request.ts'
import { repositoryHtmlUrl } from '../views/repository-urls.ts'
import { sendPull } from '../webhooks/send-pull.ts'
import { findAccount } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import { findRepository, fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'
import { newIssue } from './issue.ts'
import { checkBody, checkTitle } from './limit-text.ts'
import { keepHead } from './ref-moved.ts'

export type NewPull = {
  title: string
  body: string | null
  /** A branch, or "owner:branch" of a fork. */
  head: string
  base: string
  draft: boolean
  maintainerCanModify: boolean
  actor: Actor
}

/** Opens a pull request. @throws Refusal 422, with GitHub's reasons. */
export async function openPull(world: World, repository: Repository, given: NewPull): Promise<Pull> {
  const { title, body, base, draft, actor } = given
  checkTitle('PullRequest', title)
  checkBody('Issue', body)
  if (draft && repository.private && !world.settings.draftsInPrivate)
    throw unprocessable('Draft pull requests are not supported in this repository.')
  const head = await findHead(world, repository, given.head)
  const baseSha = await resolveCommit(repository.git, `refs/heads/${base}`)
  if (baseSha === null) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const label = `${head.repository.owner.login}:${head.ref}`
  await refuseNothing(repository, { base: { ref: base, sha: baseSha }, head, label })
  // Last, and without waiting in between: of two equal requests at the same moment one loses.
  refuseTwin(repository, { base, head, label })

  const issue = newIssue(world, repository, { title, body, actor }) as Pull
  issue.pull = {
    id: nextId(world),
    draft,
    head,
    base: { ref: base, sha: baseSha },
    baseChanges: [],
    maintainerCanModify: given.maintainerCanModify,
    merged: null,
    requestedReviewers: [],
    files: [],
  }
  await keepHead(repository, issue, head.sha)
  issue.pull.files = await pullFiles(repository, issue.pull)
  tell(world, {
    type: 'pull_request',
    repository: fullName(repository),
    number: issue.number,
    title,
    draft,
    actor: actor.account.login,
    url: `${repositoryHtmlUrl(world, repository)}/pull/${issue.number}`,
  })
  sendPull(world, repository, { issue, action: 'opened', actor })
  return issue
}

async function findHead(world: World, repository: Repository, head: string) {
  const colon = head.indexOf(':')
  const owner = colon === -1 ? repository.owner.login : head.slice(0, colon)
  const ref = head.slice(colon + 1)
  const account = findAccount(world, owner)
  const home = account && findRepository(world, account.login, repository.name)
  const sha = home && (await resolveCommit(home.git, `refs/heads/${ref}`))
  if (!home || !sha) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  return { repository: home, ref, sha }
}

function refuseTwin(
  repository: Repository,
  given: { base: string; head: { repository: Repository; ref: string }; label: string },
): void {
  const { base, head, label } = given
  const twin = [...repository.issues.values()]
    .filter(isPull)
    .find(
      ({ pull, state }) =>
        state === 'open' &&
        pull.base.ref === base &&
        pull.head.ref === head.ref &&
        pull.head.repository === head.repository,
    )
  if (!twin) return
  const message = `A pull request already exists for ${label}.`
  throw invalid({ resource: 'PullRequest', code: 'custom', message })
}

async function refuseNothing(
  repository: Repository,
  given: { base: { ref: string; sha: string }; head: Pull['pull']['head']; label: string },
): Promise<void> {
  const { base, head, label } = given
  const { git } = repository
  if (head.repository !== repository)
    await git.run([
      'fetch',
      '--quiet',
      '--no-auto-gc',
      '--no-write-fetch-head',
      head.repository.folder,
      head.sha,
    ])
  const count = (await git.text(['rev-list', '--count', head.sha, `^${base.sha}`])).trim()
  if (count !== '0') return
  const name = head.repository === repository ? head.ref : label
  const message = `No commits between ${base.ref} and ${name}`
  throw invalid({ resource: 'PullRequest', code: 'custom', message })
}

/** Asks for another branch to be merged into. @throws Refusal 422, with GitHub's reasons. */
export async function changeBase(
  world: World,
  repository: Repository,
  given: { issue: Pull; base: string; actor: Actor },
): Promise<void> {
  const { issue, base, actor } = given
  const { pull } = issue
  if (base === pull.base.ref) return
  const sha = await resolveCommit(repository.git, `refs/heads/${base}`)
  if (!sha) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if (issue.state === 'closed')
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      field: 'base',
      message: 'Cannot change the base branch of a closed pull request.',
    })
  const label = `${pull.head.repository.owner.login}:${pull.head.ref}`
  await refuseNothing(repository, { base: { ref: base, sha }, head: pull.head, label })
  refuseTwin(repository, { base, head: pull.head, label })
  const changes = { base: { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } } }
  pull.baseChanges.push({
    ...{ id: nextId(world), at: timestamp(world), by: actor.account },
    ...{ from: pull.base.ref, to: base },
  })
  pull.base = { ref: base, sha }
  pull.files = await pullFiles(repository, pull)
  issue.updatedAt = timestamp(world)
  sendPull(world, repository, { issue, action: 'edited', actor, more: { changes } })
}

/** Ready for review, or back to a draft. */
export function setDraft(
  world: World,
  repository: Repository,
  given: { issue: Pull; draft: boolean; actor: Actor },
): void {
  const { issue, draft, actor } = given
  if (issue.pull.draft === draft) return
  issue.pull.draft = draft
  issue.updatedAt = timestamp(world)
  const action = draft ? 'converted_to_draft' : 'ready_for_review'
  sendPull(world, repository, { issue, action, actor })
}
