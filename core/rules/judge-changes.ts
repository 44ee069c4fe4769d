import type { Harness } from '../harness/harness.ts'
import { codeSpan } from '../markdown/write.ts'
import type { Change, Changes } from '../run/changes.ts'
import { MAX_CHANGED_BYTES, MAX_CHANGED_FILE_BYTES, MAX_CHANGED_FILES } from '../run/limits.ts'
import { foldPath } from './fold-path.ts'
import { foldersAbove } from './folders-above.ts'
import { newNameProblem } from './new-name-problem.ts'
import { judgePath } from './scope.ts'

export type JudgedChanges = {
  /** Changes that may not be published, each with a sentence. */
  refused: { path: string; why: string }[]
  /** Changes that a person must approve. */
  protectedPaths: string[]
  /** Why the whole is too large, or null. */
  overCaps: string | null
}

/** Judges everything a run wants to publish against the harness of the base commit. Believes nothing it can count itself. */
export function judgeChanges(changes: Changes, harness: Harness): JudgedChanges {
  const overCaps = judgeSize(changes, harness)
  if (changes.length > MAX_CHANGED_FILES) return { refused: [], protectedPaths: [], overCaps }
  const conflicts = findConflicts(changes)
  const judged = changes.map((change) => ({ change, ...judgePath(change.path, harness.scope) }))
  const refused = judged.flatMap(({ change, verdict, why }) => {
    const conflict = conflicts.get(change)
    if (conflict) return [{ path: change.path, why: conflict }]
    const name = change.kind === 'write' && change.created ? newNameProblem(change.path) : null
    if (name !== null && verdict !== 'invalid') return [{ path: change.path, why: name }]
    return verdict === 'write' || verdict === 'protect' ? [] : [{ path: change.path, why }]
  })
  const protectedPaths = judged
    .filter(
      ({ change, verdict }) =>
        !conflicts.has(change) && (verdict === 'protect' || (verdict === 'write' && needsPerson(change))),
    )
    .map(({ change }) => change.path)
  return { refused, protectedPaths, overCaps }
}

/** A binary file and a new executable cannot be read line by line. */
function needsPerson(change: Change): boolean {
  return (
    change.kind === 'write' &&
    ((change.created && change.mode === '100755') || decode(change.content).includes('\0'))
  )
}

function judgeSize(changes: Changes, { limits }: Harness): string | null {
  const files = Math.min(limits.files, MAX_CHANGED_FILES)
  if (changes.length > files)
    return `The change touches ${changes.length} files; at most ${files} are allowed, so split the task or raise \`limits.files\` (at most ${MAX_CHANGED_FILES}).`
  const bytes = changes.reduce(
    (sum, change) => sum + (change.kind === 'write' ? byteLength(change.content) : 0),
    0,
  )
  if (bytes > MAX_CHANGED_BYTES)
    return `The changed files hold ${bytes} bytes; at most ${MAX_CHANGED_BYTES} are allowed, so split the task.`
  const [large] = changes.filter(
    (change) => change.kind === 'write' && byteLength(change.content) > MAX_CHANGED_FILE_BYTES,
  )
  if (large !== undefined)
    return `${codeSpan(large.path)} holds more than ${MAX_CHANGED_FILE_BYTES} bytes, which nobody can review; leave it out.`
  const lines = changes.reduce((sum, change) => sum + countLines(change), 0)
  if (lines > limits.lines)
    return `The change adds and removes ${lines} lines; at most ${limits.lines} are allowed, so split the task or raise \`limits.lines\`.`
  return null
}

/** What the runner says, but for a new file never less than it holds. */
function countLines(change: Change): number {
  if (change.kind === 'delete') return change.removed
  const text = change.created ? decode(change.content) : ''
  const held = text === '' || text.includes('\0') ? 0 : text.replace(/\n$/, '').split('\n').length
  return Math.max(change.added, held) + change.removed
}

/** Two changes that cannot both be made: the same path twice, names that differ only in spelling, a file and a folder of one name. */
function findConflicts(changes: Changes): Map<Change, string> {
  const written = new Set(
    changes.filter((change) => change.kind === 'write').map((change) => foldPath(change.path)),
  )
  const paths = new Set<string>()
  const spellings = new Set<string>()
  const conflicts = new Map<Change, string>()
  for (const change of changes) {
    const folded = foldPath(change.path)
    if (paths.has(change.path)) conflicts.set(change, 'The path stands twice in the change; keep one.')
    else if (change.kind === 'write' && spellings.has(folded))
      conflicts.set(
        change,
        'Another changed path differs only in upper and lower case or in how letters are composed; rename one.',
      )
    else if (change.kind === 'write' && foldersAbove(folded).some((parent) => written.has(parent)))
      conflicts.set(change, 'The change makes one of its folders a file; rename one.')
    paths.add(change.path)
    if (change.kind === 'write') spellings.add(folded)
  }
  return conflicts
}

function byteLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
}

/** One character for each byte: enough to find NUL and line breaks. */
function decode(base64: string): string {
  return atob(base64)
}
