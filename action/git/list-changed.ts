import type { Git } from './git.ts'

/** @returns tracked paths of the work tree that are no longer as in the index, deleted ones too. */
export function listModified(git: Git): Promise<string[]> {
  return list(git, ['--modified'])
}

/** @returns paths that git does not track and does not ignore; a repository inside comes as "folder/". */
export function listUntracked(git: Git): Promise<string[]> {
  return list(git, ['--others', '--exclude-standard'])
}

/** @returns the two together, from one process. */
export function listChanged(git: Git): Promise<string[]> {
  return list(git, ['--modified', '--others', '--exclude-standard'])
}

/** @returns paths that git ignores; a folder of nothing else comes as "folder/". */
export function listIgnored(git: Git): Promise<string[]> {
  return list(git, ['--others', '--ignored', '--exclude-standard', '--directory'])
}

async function list(git: Git, which: string[]): Promise<string[]> {
  const listed = (await git(['ls-files', '-z', ...which])).toString('utf8')
  return [...new Set(listed.split('\0'))].filter((path) => path !== '')
}
