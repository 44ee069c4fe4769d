import { join } from 'node:path'
import { commitFiles, type FileChange, moveRef } from '../git/commit-files.ts'
import { createBare } from '../git/create-bare.ts'
import type { Git } from '../git/git.ts'
import type { Account } from '../world/account.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, timestamp, type World } from '../world/world.ts'
import { identityOf } from './commit-on-branch.ts'

/** A repository with one commit, or a copy of a local one with its branches and tags. */
export async function createRepository(
  world: World,
  given: {
    owner: Account
    name: string
    private: boolean
    parent?: Repository
    from: { files: FileChange[] } | { path: string; defaultBranch: string }
  },
): Promise<Repository> {
  const { owner, name, from } = given
  const id = nextId(world)
  const folder = join(world.folder, `${id}.git`)
  const hooks = join(world.folder, 'hooks')
  const copied = 'path' in from
  const defaultBranch = copied ? from.defaultBranch : 'main'
  const git = await createBare(folder, { hooks, defaultBranch, ...(copied ? { from: from.path } : {}) })
  const at = timestamp(world)
  const repository: Repository = {
    id,
    owner,
    name,
    private: given.private,
    parent: given.parent ?? null,
    description: null,
    defaultBranch,
    createdAt: at,
    updatedAt: at,
    pushedAt: at,
    git,
    folder,
    permissions: new Map(),
    signed: new Set(),
    lastNumber: 0,
    issues: new Map(),
    comments: new Map(),
    labels: new Map(),
    reviews: new Map(),
    reviewComments: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    workflows: new Map(),
    workflowRuns: new Map(),
  }
  if (!copied) await firstCommit(world, { git, owner, files: from.files })
  if ([...world.repositories.values()].some((one) => fullName(one) === fullName(repository)))
    throw new Error(`playground: ${fullName(repository)} exists already.`)
  world.repositories.set(id, repository)
  return repository
}

async function firstCommit(
  world: World,
  { git, owner, files }: { git: Git; owner: Account; files: FileChange[] },
): Promise<void> {
  const author = identityOf(world, { account: owner, app: null })
  const commit = { parent: null, message: 'Initial commit', author, committer: author, changes: files }
  await moveRef(git, 'refs/heads/main', { from: null, to: await commitFiles(git, commit) })
}
