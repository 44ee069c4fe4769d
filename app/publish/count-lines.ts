import { editScript } from './edit-script.ts'
import { toLines } from './to-lines.ts'

/**
 * How many lines a change adds and removes, as git counts. Beyond `most` edits the exact number no longer matters; then
 * everything counts as replaced.
 */
export function countLines(before: string, after: string, most: number): { added: number; removed: number } {
  const [old, now] = [toLines(before), toLines(after)]
  const script = editScript(old, now, most)
  if (script === null) return { added: now.length, removed: old.length }
  const count = (kind: 'added' | 'removed') => script.filter((edit) => edit.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}
