import { gitList } from './git.ts'
import { parseRaw } from './parse-raw.ts'
import type { Base } from './read-base.ts'

/** One path that differs from the base. `from`: its path there, when it was moved. */
export type ChangedPath = {
  path: string
  status: 'added' | 'modified' | 'deleted' | 'renamed'
  from: string | null
}

/** What a working tree changes against the base, staged or not; files git does not know yet are added. */
export function readChange(root: string, base: Base): ChangedPath[] {
  const raw = gitList(root, [
    'diff',
    '--raw',
    '-z',
    '-M',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules',
    base.sha,
  ])
  const others = gitList(root, ['ls-files', '-z', '--others', '--exclude-standard'])
  const untracked = new Set(others.filter((path) => !path.endsWith('/')))
  // `git rm --cached` takes a file out of the index and leaves it where it is: it is there, and what counts is its text.
  const tracked = parseRaw(raw).map((change) =>
    change.status === 'deleted' && untracked.has(change.path)
      ? { ...change, status: 'modified' as const }
      : change,
  )
  const known = new Set(tracked.map(({ path }) => path))
  const added = [...untracked]
    .filter((path) => !known.has(path))
    .map((path) => ({ path, status: 'added' as const, from: null }))
  return [...new Map([...tracked, ...added].map((change) => [change.path, change])).values()]
}
