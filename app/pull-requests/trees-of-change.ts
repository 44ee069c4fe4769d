import type { Repository } from '../../core/rules/rule-input.ts'
import type { PullRequestChange } from './read-change.ts'

export type Trees = {
  now: Repository
  before: Repository
  learn: (texts: ReadonlyMap<string, string | null>) => void
}

/** The repository after and before a change: the changed files as they were read, all others the same in both. */
export function treesOfChange({ files, tree }: PullRequestChange): Trees {
  const more = new Map<string, string | null>()
  const after = new Map(
    files.filter(({ status }) => status !== 'deleted').map((file) => [file.path, file.after]),
  )
  const old = new Map(
    files
      .filter(({ status }) => status !== 'added')
      .map((file) => [file.renamedFrom ?? file.path, file.before]),
  )
  const paths = new Set([...tree.entries.keys(), ...after.keys()])
  const pathsBefore = new Set(paths)
  for (const { path, status } of files)
    if (status === 'added' || status === 'renamed') pathsBefore.delete(path)
  for (const path of old.keys()) pathsBefore.add(path)
  const reader = (own: ReadonlyMap<string, string | null>, there: ReadonlySet<string>) => (path: string) => {
    const text = own.get(path)
    if (text !== undefined) return text
    return there.has(path) ? more.get(path) : null
  }
  return {
    now: { paths, read: reader(after, paths) },
    before: { paths: pathsBefore, read: reader(old, pathsBefore) },
    learn(texts) {
      for (const [path, text] of texts) more.set(path, text)
    },
  }
}
