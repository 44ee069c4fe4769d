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
  const tracked = parseRaw(raw)
  const known = new Set(tracked.map(({ path }) => path))
  const untracked = gitList(root, ['ls-files', '-z', '--others', '--exclude-standard'])
    .filter((path) => !known.has(path) && !path.endsWith('/'))
    .map((path) => ({ path, status: 'added' as const, from: null }))
  return [...tracked, ...untracked]
}
