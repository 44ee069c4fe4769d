import type { ChangedFile } from '../../core/rules/kinds/change-kind.ts'
import type { Repository } from '../../core/rules/rule-input.ts'

export type Trees = {
  now: Repository
  before: Repository
}

export type TreesOf = {
  files: readonly ChangedFile[]
  /** Of the head: parted by NUL, for a hundred thousand of them cross to another process as one string. */
  paths: string
  /** Of unchanged files, as far as they are known. */
  texts: ReadonlyMap<string, string | null>
}

/** The repository after and before a change: the changed files as they were read, all others the same in both. */
export function treesOfChange({ files, paths: listed, texts }: TreesOf): Trees {
  const after = new Map(
    files.filter(({ status }) => status !== 'deleted').map((file) => [file.path, file.after]),
  )
  const old = new Map(
    files
      .filter(({ status }) => status !== 'added')
      .map((file) => [file.renamedFrom ?? file.path, file.before]),
  )
  const paths = new Set([...listed.split('\0'), ...after.keys()])
  paths.delete('')
  const pathsBefore = new Set(paths)
  for (const { path, status } of files)
    if (status === 'added' || status === 'renamed') pathsBefore.delete(path)
  for (const path of old.keys()) pathsBefore.add(path)
  const reader = (own: ReadonlyMap<string, string | null>, there: ReadonlySet<string>) => (path: string) => {
    const text = own.get(path)
    if (text !== undefined) return text
    return there.has(path) ? texts.get(path) : null
  }
  return {
    now: { paths, read: reader(after, paths) },
    before: { paths: pathsBefore, read: reader(old, pathsBefore) },
  }
}
