import type { Identity } from './commit-files.ts'
import type { Git } from './git.ts'

/** A commit object upon existing ones. Moves no branch. @returns its id. */
export async function writeCommit(
  git: Git,
  commit: { tree: string; parents: string[]; message: string; author: Identity; committer: Identity },
): Promise<string> {
  const { author, committer } = commit
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: toDate(author),
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: toDate(committer),
  }
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  const args = ['commit-tree', commit.tree, ...parents, '-F', '-']
  return (await git.text(args, { env, input: commit.message })).trim()
}

function toDate({ at }: Identity): string {
  return `@${Math.floor(at / 1000)} +0000`
}
