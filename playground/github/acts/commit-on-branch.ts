import { commitFiles, type FileChange, type Identity, moveRef } from '../git/commit-files.ts'
import type { Caller } from '../http/caller.ts'
import { Refusal } from '../http/refusal.ts'
import { noreplyAddress, WEB_FLOW } from '../world/account.ts'
import type { Actor } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { refMoved } from './ref-moved.ts'
import { refuseWorkflows } from './refuse-workflows.ts'

/**
 * One commit on a branch that still stands at `head`, made by GitHub itself: signed, committed by web-flow.
 * @returns its id. @throws Refusal 409 when the branch moved meanwhile.
 */
export async function commitOnBranch(
  world: World,
  repository: Repository,
  given: {
    branch: string
    head: string
    message: string
    changes: FileChange[]
    actor: Actor
    caller: Caller
  },
): Promise<string> {
  const { branch, head, message, changes, actor, caller } = given
  refuseWorkflows(
    caller,
    changes.map((change) => change.path),
  )
  const sha = await commitFiles(repository.git, {
    parent: head,
    message,
    changes,
    author: identityOf(world, actor),
    committer: { name: WEB_FLOW.name, email: WEB_FLOW.email, at: world.settings.now() },
  })
  const ref = `refs/heads/${branch}`
  if (!(await moveRef(repository.git, ref, { from: head, to: sha })))
    throw new Refusal(409, `is at a different commit than expected: ${head}`)
  repository.signed.add(sha)
  await refMoved(world, repository, { ref, before: head, after: sha, actor })
  return sha
}

/** Author or committer of an account, now. */
export function identityOf(world: World, actor: Actor): Identity {
  const { account } = actor
  return { name: account.login, email: noreplyAddress(account), at: world.settings.now() }
}
