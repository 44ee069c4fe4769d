import type { ChangedFile } from '../change-kind.ts'
import type { KindContext } from '../kind-context.ts'

/** Texts on one side of a change; null: not there, or nobody knows. */
export type Tree = (path: string) => string | null

/** Both sides: what the change holds, and around it what can be read. A file that did not change is the same on both. */
export function toTrees(
  files: readonly ChangedFile[],
  { read, readBase }: KindContext,
): { base: Tree; head: Tree } {
  const after = new Map<string, string | null>()
  const before = new Map<string, string | null>()
  for (const file of files) {
    after.set(file.path, file.after)
    before.set(file.renamedFrom ?? file.path, file.before)
    if (file.renamedFrom !== undefined) {
      if (!after.has(file.renamedFrom)) after.set(file.renamedFrom, null)
      if (!before.has(file.path)) before.set(file.path, null)
    }
  }
  return {
    head: once(after, (path) => read?.(path) ?? null),
    base: once(before, (path) => readBase?.(path) ?? read?.(path) ?? null),
  }
}

/** Reading may cost a request, so no path is asked for twice. */
function once(known: Map<string, string | null>, read: Tree): Tree {
  return (path) => {
    const text = known.get(path)
    if (text !== undefined) return text
    const found = read(path)
    known.set(path, found)
    return found
  }
}
