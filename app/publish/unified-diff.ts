import { type StructuredPatchHunk, structuredPatch } from 'diff'

/** Lines of unchanged text around a change. */
const CONTEXT = 3
/** More edits than this make no patch to read. */
const MOST_EDITS = 1_000

export type FileDiff = {
  path: string
  /** Null when the file is new, or gone. */
  before: string | null
  after: string | null
  mode: string
  /** Of a file that stays, when it was another. */
  modeBefore?: string | null
}

/** One file of a patch that `git apply` takes; null when there are too many edits for that. */
export function unifiedDiff({ path, before, after, mode, modeBefore = null }: FileDiff): string | null {
  const patch = structuredPatch('a', 'b', before ?? '', after ?? '', undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  })
  if (patch === undefined) return null
  const head = [
    `diff --git ${name('a', path)} ${name('b', path)}`,
    ...(before === null ? [`new file mode ${mode}`] : []),
    ...(after === null ? [`deleted file mode ${mode}`] : []),
    ...(before !== null && after !== null && modeBefore !== null && modeBefore !== mode
      ? [`old mode ${modeBefore}`, `new mode ${mode}`]
      : []),
  ]
  if (patch.hunks.length === 0) return `${head.join('\n')}\n`
  const from = before === null ? '/dev/null' : name('a', path)
  const to = after === null ? '/dev/null' : name('b', path)
  return `${[...head, `--- ${from}`, `+++ ${to}`, ...patch.hunks.flatMap(toText)].join('\n')}\n`
}

function toText({ oldStart, oldLines, newStart, newLines, lines }: StructuredPatchHunk): string[] {
  // A side without lines stands before its first line, by the format's own convention.
  const span = (start: number, count: number) => `${count === 0 ? start - 1 : start},${count}`
  return [`@@ -${span(oldStart, oldLines)} +${span(newStart, newLines)} @@`, ...lines]
}

/** Git quotes names with unusual characters as C does. */
function name(side: string, path: string): string {
  const plain = `${side}/${path}`
  return /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(plain)
    ? plain
    : `"${[...Buffer.from(plain)].map((byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}"`
}
