import type { ChangeKind } from '../../core/rules/kinds/change-kind.ts'
import { findChangeKinds } from '../../core/rules/kinds/find-change-kinds.ts'
import type { ReadText } from '../../core/rules/kinds/kind-context.ts'
import { type TreesOf, treesOfChange } from '../pull-requests/trees-of-change.ts'

/** `wanted`: paths whose texts would tell more. */
export type FoundKinds = { kinds: ChangeKind[]; wanted: string[] }

/** The kinds of a change, from the texts that are known. */
export function findKinds(change: TreesOf): FoundKinds {
  const { now, before } = treesOfChange(change)
  const wanted = new Set<string>()
  const noting =
    (read: ReadText): ReadText =>
    (path) => {
      const text = read(path)
      if (text === undefined) wanted.add(path)
      return text
    }
  const context = { read: noting(now.read), readBase: noting(before.read) }
  return { kinds: findChangeKinds([...change.files], context), wanted: [...wanted] }
}
