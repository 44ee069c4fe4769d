import type { Repository } from '../../core/imports/resolver.ts'
import type { Checkout } from './checkout.ts'
import type { Base } from './read-base.ts'
import type { ChangedPath } from './read-change.ts'

/**
 * The tree of the base, told from the one of today and all that changed since: what did not change need not be listed or
 * read again.
 */
export function treeBefore(checkout: Checkout, base: Base, changes: readonly ChangedPath[]): Repository {
  const changed = new Set(changes.flatMap(({ path, from }) => (from === null ? [path] : [path, from])))
  let paths: ReadonlySet<string> | undefined
  return {
    get paths() {
      paths ??= pathsBefore(checkout.paths, changes)
      return paths
    },
    read: (path) => (changed.has(path) ? (base.read(path) ?? null) : checkout.read(path)),
  }
}

function pathsBefore(paths: ReadonlySet<string>, changes: readonly ChangedPath[]): ReadonlySet<string> {
  const before = new Set(paths)
  for (const { path, status } of changes) if (status === 'added' || status === 'renamed') before.delete(path)
  for (const { path, from, status } of changes) {
    if (from !== null) before.add(from)
    else if (status === 'deleted') before.add(path)
  }
  return before
}
