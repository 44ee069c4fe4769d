import { codeSpan } from '../../core/markdown/write.ts'
import { baseObstacle } from '../../core/rules/base-obstacle.ts'
import type { Change, Changes } from '../../core/run/changes.ts'
import { countLines } from './count-lines.ts'
import type { BaseFiles } from './read-changed.ts'

/** More edits than this in one file are counted as everything replaced. */
const MOST_EDITS = 2_000

export type Rechecked = { changes: Changes; refused: { path: string; why: string }[] }

/**
 * The changes as they are against the base commit, whatever the runner says of them: what changes nothing is dropped,
 * `created` and the numbers of lines are counted again, and what would replace a link or a submodule is refused.
 */
export function recheckChanges(
  changes: Changes,
  { base, lookalikes }: { base: BaseFiles; lookalikes: ReadonlyMap<string, string> },
): Rechecked {
  const gone = new Set(changes.flatMap(({ kind, path }) => (kind === 'delete' ? [path] : [])))
  const refused = changes.flatMap((change) => {
    const { path } = change
    const like = change.kind === 'write' ? lookalikes.get(path) : undefined
    const why =
      baseObstacle(path, (at) => base.get(at)?.mode) ??
      (like === undefined || gone.has(like) ? null : sameName(like))
    return why === null ? [] : [{ path, why }]
  })
  return { refused, changes: changes.flatMap((change) => recheck(change, base)) }
}

/** Where upper and lower case are one, or letters are composed anew, one of the two files would take the other's place. */
function sameName(like: string): string {
  return `On the base commit there is ${codeSpan(like)}, whose name differs only in upper and lower case or in how letters are composed; use that name.`
}

function recheck(change: Change, base: BaseFiles): Change[] {
  const before = base.get(change.path)
  if (change.kind === 'delete') {
    if (before === undefined) return []
    return [{ ...change, removed: countLines(before.text ?? '', '', MOST_EDITS).removed }]
  }
  const after = textOf(change)
  if (before === undefined) {
    const { added } = countLines('', after ?? '', MOST_EDITS)
    return [{ ...change, created: true, added, removed: 0 }]
  }
  if (before.text === after && after !== null && before.mode === change.mode) return []
  const lines = countLines(before.text ?? '', after ?? '', MOST_EDITS)
  return [{ ...change, created: false, ...lines }]
}

/** @returns null for bytes that are no text. */
export function textOf(change: Change): string | null {
  if (change.kind === 'delete') return null
  const bytes = Buffer.from(change.content, 'base64')
  const text = bytes.toString('utf8')
  return text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes) ? null : text
}
