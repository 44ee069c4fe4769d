import type { Files } from '../../interface/files.ts'
import type { RepositoryActs } from '../../interface/repository-acts.ts'
import { createRepository } from '../acts/create-repository.ts'
import { refMoved } from '../acts/ref-moved.ts'
import { type FileChange, moveRef } from '../git/commit-files.ts'
import { localBranch } from '../git/local-branch.ts'
import { readRef, ZERO } from '../git/resolve.ts'
import { ensureAccount } from '../world/account.ts'
import { fullName, theRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { commitAs } from './commit-as.ts'
import { headOf } from './head-of.ts'
import { personIn } from './person-in.ts'

/** Repositories and commits, through real git. */
export function repositoryActs(world: World): RepositoryActs {
  return {
    repository: async (owner, name, files, options = {}) => {
      const repository = await createRepository(world, {
        owner: ensureAccount(world, owner),
        name,
        private: options.private ?? false,
        from: { files: toChanges(files) },
      })
      return headOf(repository)
    },
    importRepository: async (owner, name, path) => {
      const defaultBranch = await localBranch(path)
      const repository = await createRepository(world, {
        owner: ensureAccount(world, owner),
        name,
        private: false,
        from: { path, defaultBranch },
      })
      return headOf(repository)
    },
    fork: async (name, owner) => {
      const parent = theRepository(world, name)
      const from = { path: parent.folder, defaultBranch: parent.defaultBranch }
      const account = ensureAccount(world, owner)
      const fork = { owner: account, name: parent.name, private: parent.private, parent, from }
      return fullName(await createRepository(world, fork))
    },
    commit: (name, commit) =>
      commitAs(world, theRepository(world, name), { ...commit, by: personIn(world, commit.actor) }),
    tag: async (name, tag, sha) => {
      const repository = theRepository(world, name)
      const ref = `refs/tags/${tag}`
      const before = (await readRef(repository.git, ref))?.sha ?? null
      if (!(await moveRef(repository.git, ref, { from: before, to: sha })))
        throw new Error(`playground: ${name} cannot have the tag ${tag} at ${sha}.`)
      const actor = { account: repository.owner, app: null }
      await refMoved(world, repository, { ref, before: before ?? ZERO, after: sha, actor })
    },
  }
}

function toChanges(files: Files): FileChange[] {
  return Object.entries(files).map(([path, file]) =>
    typeof file === 'string'
      ? { path, content: Buffer.from(file), mode: '100644' }
      : { path, content: Buffer.from(file.content), mode: file.mode },
  )
}
