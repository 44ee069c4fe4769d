import type { RepositoryClient } from './installation.ts'

export type TreeEntry = { mode: string; sha: string; bytes: number }

/** Everything but folders of one commit by path, submodules and links too. */
export type Tree = {
  entries: ReadonlyMap<string, TreeEntry>
  /** GitHub lists at most 100,000 entries or 7 MB: more is there than stands here. */
  truncated: boolean
}

/** https://docs.github.com/en/rest/git/trees#get-a-tree */
export async function readTree({ octokit, at }: RepositoryClient, sha: string): Promise<Tree> {
  const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: sha, recursive: '1' })
  const entries = new Map<string, TreeEntry>()
  for (const { path, mode, type, sha: id, size } of data.tree)
    if (path !== undefined && type !== 'tree')
      entries.set(path, { mode: mode ?? '', sha: id ?? '', bytes: size ?? 0 })
  return { entries, truncated: data.truncated === true }
}
