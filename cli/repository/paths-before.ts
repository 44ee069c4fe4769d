import type { ChangedPath } from './read-change.ts'

/** The paths of the base, told from those of today and all that changed since: the tree need not be listed again. */
export function pathsBefore(
  paths: ReadonlySet<string>,
  changes: readonly ChangedPath[],
): ReadonlySet<string> {
  const before = new Set(paths)
  for (const { path, status } of changes) if (status === 'added' || status === 'renamed') before.delete(path)
  for (const { path, from, status } of changes) {
    if (from !== null) before.add(from)
    else if (status === 'deleted') before.add(path)
  }
  return before
}
