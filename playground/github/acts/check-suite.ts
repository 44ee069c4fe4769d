import { readCommit } from '../git/read-commits.ts'
import { checkSuiteView } from '../views/check.ts'
import { simpleCommitView } from '../views/commit.ts'
import { sendWebhook } from '../webhooks/send-webhook.ts'
import type { Actor, App } from '../world/app.ts'
import type { CheckSuite } from '../world/check.ts'
import type { Repository } from '../world/repository.ts'
import { nextId, timestamp, type World } from '../world/world.ts'

/** One suite per App and commit. */
export function ensureCheckSuite(
  world: World,
  repository: Repository,
  given: { app: App; sha: string; branch: string | null; before: string | null },
): { suite: CheckSuite; created: boolean } {
  const { app, sha } = given
  const known = [...repository.checkSuites.values()].find((one) => one.app === app && one.headSha === sha)
  if (known) return { suite: known, created: false }
  const at = timestamp(world)
  const suite: CheckSuite = {
    id: nextId(world),
    app,
    headSha: sha,
    headBranch: given.branch,
    before: given.before,
    createdAt: at,
    updatedAt: at,
  }
  repository.checkSuites.set(suite.id, suite)
  return { suite, created: true }
}

/** After a push, GitHub opens a suite for every App that may write checks, and asks it to run. */
export function requestCheckSuites(
  world: World,
  repository: Repository,
  given: { sha: string; branch: string; before: string; actor: Actor },
): void {
  for (const { app, repositories, permissions } of world.installations.values()) {
    if (!repositories.has(repository.id) || permissions.checks !== 'write') continue
    const { suite, created } = ensureCheckSuite(world, repository, { ...given, app })
    if (!created) continue
    const payload = async () => ({ check_suite: await suitePayload(world, repository, suite) })
    const { actor } = given
    sendWebhook(world, { event: 'check_suite', action: 'requested', repository, actor, payload })
  }
}

/** A suite as webhooks carry it: with its commit, without its repository. */
export async function suitePayload(world: World, repository: Repository, suite: CheckSuite) {
  const { repository: _, ...view } = checkSuiteView(world, repository, suite)
  return { ...view, head_commit: simpleCommitView(await readCommit(repository.git, suite.headSha)) }
}
