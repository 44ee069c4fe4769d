import { startGit, toList } from './git.ts'
import { parseRaw } from './parse-raw.ts'

/** One path that differs from the base. `from`: its path there, when it was moved. */
export type ChangedPath = {
  path: string
  status: 'added' | 'modified' | 'deleted' | 'renamed'
  from: string | null
}

/** What the working tree that a folder is in changes against a commit, staged or not, in what git knows. */
export async function readTracked(folder: string, commit: string): Promise<ChangedPath[]> {
  const raw = ['diff', '--raw', '-z', '-M', '--no-relative', '--no-ext-diff', '--no-textconv']
  return parseRaw(toList(await startGit(folder, [...raw, '--ignore-submodules', commit, '--'])))
}

/** The same with the files that git does not know yet, which are added. */
export function withUntracked(tracked: readonly ChangedPath[], untracked: readonly string[]): ChangedPath[] {
  const known = new Set(tracked.map(({ path }) => path))
  const added = untracked
    .filter((path) => !known.has(path))
    .map((path) => ({ path, status: 'added' as const, from: null }))
  return [...tracked, ...added]
}
