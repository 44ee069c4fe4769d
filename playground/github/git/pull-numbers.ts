import type { PullNumbers } from '../views/pull-request.ts'
import type { PullRequest } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import { diffFiles, type FileDiff } from './diff.ts'
import { listCommits } from './read-commits.ts'
import { remember } from './remember.ts'
import { mergeBase, resolveCommit } from './resolve.ts'

/** Where the head left the base: what a pull request is compared with. */
export async function pullBase(repository: Repository, pull: PullRequest): Promise<string> {
  return (await mergeBase(repository.git, pull.base.sha, pull.head.sha)) ?? pull.base.sha
}

export async function pullFiles(repository: Repository, pull: PullRequest): Promise<FileDiff[]> {
  return diffFiles(repository.git, await pullBase(repository, pull), pull.head.sha)
}

export async function pullCommits(repository: Repository, pull: PullRequest): Promise<string[]> {
  const { git } = repository
  const range = [pull.head.sha, `^${pull.base.sha}`]
  return remember(git, `commits ${range.join(' ')}`, async () => (await listCommits(git, range)).reverse())
}

export async function pullNumbers(repository: Repository, pull: PullRequest): Promise<PullNumbers> {
  const [files, commits, mergeable] = await Promise.all([
    pullFiles(repository, pull),
    pullCommits(repository, pull),
    pull.merged ? null : canMerge(repository, pull),
  ])
  return {
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    mergeable,
  }
}

async function canMerge(repository: Repository, pull: PullRequest): Promise<boolean> {
  // The base goes on while a pull request is open; what counts is where it stands now.
  const tip = await resolveCommit(repository.git, `refs/heads/${pull.base.ref}`)
  return tip !== null && (await mergeTree(repository, tip, pull.head.sha)) !== null
}

/** @returns the tree of both merged (full ids), or null when they conflict. */
export function mergeTree(repository: Repository, base: string, head: string): Promise<string | null> {
  return remember(repository.git, `merge ${base} ${head}`, async () => {
    const args = ['merge-tree', '--write-tree', base, head]
    const { code, stdout } = await repository.git.run(args, { codes: [0, 1] })
    return code === 0 ? stdout.toString().trim() : null
  })
}
