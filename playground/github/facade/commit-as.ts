import { identityOf } from '../acts/commit-on-branch.ts'
import { refMoved } from '../acts/ref-moved.ts'
import { commitFiles, type FileChange, moveRef } from '../git/commit-files.ts'
import { resolveCommit, ZERO } from '../git/resolve.ts'
import { entryAt } from '../git/tree.ts'
import type { Actor } from '../world/app.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

import { headOf } from './head-of.ts'

export async function commitAs(
  world: World,
  repository: Repository,
  given: { branch?: string; message: string; files: Record<string, string | null>; by: Actor },
): Promise<string> {
  const { branch = repository.defaultBranch, message, files, by } = given
  const ref = `refs/heads/${branch}`
  const before = await resolveCommit(repository.git, ref)
  // A branch that is not there yet starts at the default one.
  const parent = before ?? (await headOf(repository))
  const changes: FileChange[] = []
  for (const [path, content] of Object.entries(files)) {
    const mode = (await entryAt(repository.git, parent, path))?.mode === '100755' ? '100755' : '100644'
    changes.push(content === null ? { path, content } : { path, content: Buffer.from(content), mode })
  }
  const author = identityOf(world, by)
  const sha = await commitFiles(repository.git, { parent, message, author, committer: author, changes })
  if (!(await moveRef(repository.git, ref, { from: before, to: sha })))
    throw new Error(`playground: ${branch} of ${fullName(repository)} moved meanwhile.`)
  await refMoved(world, repository, { ref, before: before ?? ZERO, after: sha, actor: by })
  return sha
}
