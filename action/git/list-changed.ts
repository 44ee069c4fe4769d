import type { TreeGit } from './tree-git.ts'

/** @returns tracked paths of the work tree that are no longer as in the index, deleted ones too. */
export function listModified(tree: TreeGit): Promise<string[]> {
  return list(tree, ['--modified'])
}

/** @returns paths that git does not track and does not ignore; a repository inside comes as "folder/". */
export function listUntracked(tree: TreeGit): Promise<string[]> {
  return list(tree, ['--others', '--exclude-standard'])
}

/** @returns the two together, from one process. */
export function listChanged(tree: TreeGit): Promise<string[]> {
  return list(tree, ['--modified', '--others', '--exclude-standard'])
}

/** @returns the two apart, from one process. */
export async function listBoth(tree: TreeGit): Promise<{ modified: string[]; untracked: string[] }> {
  const tagged = await list(tree, ['-t', '--modified', '--others', '--exclude-standard'])
  const paths = (untracked: boolean) => [
    ...new Set(tagged.flatMap((line) => (line.startsWith('? ') === untracked ? [line.slice(2)] : []))),
  ]
  return { modified: paths(false), untracked: paths(true) }
}

/** @returns paths that git ignores; a folder of nothing else comes as "folder/". */
export function listIgnored(tree: TreeGit): Promise<string[]> {
  return list(tree, ['--others', '--ignored', '--exclude-standard', '--directory'])
}

async function list(tree: TreeGit, which: string[]): Promise<string[]> {
  const listed = (await tree.run(['ls-files', '-z', ...which])).toString('utf8')
  return [...new Set(listed.split('\0'))].filter((path) => path !== '')
}
