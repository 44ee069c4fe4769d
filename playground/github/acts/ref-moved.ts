import { pullFiles } from '../git/pull-numbers.ts'
import { readCommit } from '../git/read-commits.ts'
import { isAncestor, ZERO } from '../git/resolve.ts'
import { isPull, type Pull } from '../views/pull-request.ts'
import { pushPayload, type RefMove } from '../webhooks/push-payload.ts'
import { sendPull } from '../webhooks/send-pull.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { tell, timestamp, type World } from '../world/world.ts'
import { requestCheckSuites } from './check-suite.ts'
import { setIssueState } from './issue.ts'
import { outdateComments } from './outdate-comments.ts'

/** Everything that follows from a branch or tag that moved, however it was moved. */
export async function refMoved(world: World, repository: Repository, move: RefMove): Promise<void> {
  const { ref, after, actor } = move
  const kind = ref.startsWith('refs/heads/') ? 'branch' : ref.startsWith('refs/tags/') ? 'tag' : null
  if (kind === null) return
  repository.pushedAt = timestamp(world)
  repository.updatedAt = repository.pushedAt
  if (after !== ZERO) {
    const { message } = await readCommit(repository.git, await peel(repository, after))
    const { login } = actor.account
    tell(world, { type: 'push', repository: fullName(repository), ref, sha: after, message, actor: login })
  }
  sendRef(world, repository, { move, kind })
  const payload = () => pushPayload(world, repository, move)
  sendWebhook(world, { event: 'push', action: null, repository, actor, payload })
  if (kind === 'branch') await followPulls(world, repository, move)
}

/** `create` and `delete`. */
function sendRef(world: World, repository: Repository, given: { move: RefMove; kind: string }): void {
  const { move, kind } = given
  const { actor, before, after } = move
  if (before !== ZERO && after !== ZERO) return
  const event = before === ZERO ? 'create' : 'delete'
  const ref = move.ref.replace(/^refs\/(heads|tags)\//, '')
  const made = { master_branch: repository.defaultBranch, description: repository.description }
  const payload = { ref, ref_type: kind, pusher_type: 'user', ...(event === 'create' ? made : {}) }
  sendWebhook(world, { event, action: null, repository, actor, payload })
}

async function followPulls(world: World, repository: Repository, move: RefMove): Promise<void> {
  const branch = move.ref.slice('refs/heads/'.length)
  if (move.after !== ZERO)
    requestCheckSuites(world, repository, { sha: move.after, branch, before: move.before, actor: move.actor })
  for (const home of world.repositories.values())
    for (const issue of home.issues.values()) {
      if (!isPull(issue) || issue.state !== 'open') continue
      const { head, base } = issue.pull
      if (head.repository === repository && head.ref === branch) await headMoved(world, home, { issue, move })
      else if (home === repository && base.ref === branch && move.after !== ZERO)
        await baseMoved(world, home, { issue, move })
    }
}

async function headMoved(
  world: World,
  repository: Repository,
  given: { issue: Pull; move: RefMove },
): Promise<void> {
  const { issue, move } = given
  const { actor, before, after } = move
  if (after === ZERO) return setIssueState(world, repository, { issue, state: 'closed', actor })
  await keepHead(repository, issue, after)
  issue.pull.head.sha = after
  issue.pull.base.sha = await tipOf(repository, issue.pull.base.ref)
  issue.pull.files = await pullFiles(repository, issue.pull)
  issue.updatedAt = timestamp(world)
  await outdateComments(repository, { issue, from: before, to: after })
  sendPull(world, repository, { issue, action: 'synchronize', actor, more: { before, after } })
}

/** A base that now holds the head has merged the pull request, by whatever way. */
async function baseMoved(
  world: World,
  repository: Repository,
  given: { issue: Pull; move: RefMove },
): Promise<void> {
  const { issue, move } = given
  if (issue.pull.merged || !(await isAncestor(repository.git, issue.pull.head.sha, move.after))) return
  issue.pull.merged = { at: timestamp(world), by: move.actor.account, sha: move.after }
  setIssueState(world, repository, { issue, state: 'closed', actor: move.actor })
}

/** The head's commits stay reachable below refs/pull, also when they come from a fork. */
export async function keepHead(repository: Repository, issue: Pull, sha: string): Promise<void> {
  const { head } = issue.pull
  const ref = `refs/pull/${issue.number}/head`
  if (head.repository === repository) await repository.git.run(['update-ref', ref, sha])
  else
    await repository.git.run(['fetch', '--quiet', '--no-auto-gc', head.repository.folder, `+${sha}:${ref}`])
}

async function tipOf(repository: Repository, branch: string): Promise<string> {
  return peel(repository, `refs/heads/${branch}`)
}

async function peel(repository: Repository, name: string): Promise<string> {
  const commit = await repository.git.objects.head(`${name}^{commit}`)
  if (!commit) throw new Error(`${name} leads to no commit`)
  return commit.sha
}
