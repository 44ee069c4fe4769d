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

/**
 * The same with the files that git does not know yet, which are added. `git rm --cached` takes a file out of the index
 * and leaves it where it is: it is there, and what counts is its text.
 */
export function withUntracked(tracked: readonly ChangedPath[], untracked: readonly string[]): ChangedPath[] {
  const unknown = new Set(untracked)
  const changes = new Map(
    tracked.map((change) => [
      change.path,
      change.status === 'deleted' && unknown.has(change.path)
        ? { ...change, status: 'modified' as const }
        : change,
    ]),
  )
  for (const path of untracked)
    if (!changes.has(path)) changes.set(path, { path, status: 'added', from: null })
  return [...changes.values()]
}
