import { moveRef } from '../git/commit-files.ts'
import { mergeTree } from '../git/pull-numbers.ts'
import { resolveCommit } from '../git/resolve.ts'
import { writeCommit } from '../git/write-commit.ts'
import { Refusal } from '../http/refusal.ts'
import type { Pull } from '../views/pull-request.ts'
import { WEB_FLOW } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import { timestamp, type World } from '../world/world.ts'
import { identityOf } from './commit-on-branch.ts'
import { setIssueState } from './issue.ts'
import { refMoved } from './ref-moved.ts'

/** Merges or squashes a pull request into its base. @returns the new head of the base. @throws Refusal 405, 409. */
export async function mergePull(
  world: World,
  repository: Repository,
  given: {
    issue: Pull
    actor: Actor
    expected: string | undefined
    squash: boolean
    title: string | undefined
    message: string | undefined
  },
): Promise<string> {
  const { issue, actor, squash } = given
  const { head, base } = issue.pull
  if (issue.state === 'closed' || issue.pull.draft) throw new Refusal(405, 'Pull Request is not mergeable')
  if (given.expected !== undefined && given.expected !== head.sha)
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.')
  const ref = `refs/heads/${base.ref}`
  const before = await resolveCommit(repository.git, ref)
  const tree = before && (await mergeTree(repository, before, head.sha))
  if (!before || !tree) throw new Refusal(405, 'Pull Request is not mergeable')
  const from = `${head.repository.owner.login}/${head.ref}`
  const title = squash
    ? `${issue.title} (#${issue.number})`
    : `Merge pull request #${issue.number} from ${from}`
  const sha = await writeCommit(repository.git, {
    tree,
    parents: squash ? [before] : [before, head.sha],
    message: `${given.title ?? title}\n\n${given.message ?? (squash ? '' : issue.title)}`,
    author: identityOf(world, actor),
    committer: { name: WEB_FLOW.name, email: WEB_FLOW.email, at: world.settings.now() },
  })
  if (!(await moveRef(repository.git, ref, { from: before, to: sha })))
    throw new Refusal(409, 'Base branch was modified. Review and try the merge again.')
  repository.signed.add(sha)
  issue.pull.merged = { at: timestamp(world), by: actor.account, sha }
  setIssueState(world, repository, { issue, state: 'closed', actor })
  await refMoved(world, repository, { ref, before, after: sha, actor })
  return sha
}
