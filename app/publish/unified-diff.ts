import { type Edit, editScript } from './edit-script.ts'
import { toLines } from './to-lines.ts'

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
}

/** One file of a patch that `git apply` takes; null when there are too many edits for that. */
export function unifiedDiff({ path, before, after, mode }: FileDiff): string | null {
  const script = editScript(toLines(before ?? ''), toLines(after ?? ''), MOST_EDITS)
  if (script === null) return null
  const head = [
    `diff --git ${name('a', path)} ${name('b', path)}`,
    ...(before === null ? [`new file mode ${mode}`] : []),
    ...(after === null ? [`deleted file mode ${mode}`] : []),
  ]
  const hunks = toHunks(script)
  if (hunks.length === 0) return `${head.join('\n')}\n`
  const from = before === null ? '/dev/null' : name('a', path)
  const to = after === null ? '/dev/null' : name('b', path)
  return `${[...head, `--- ${from}`, `+++ ${to}`].join('\n')}\n${hunks.join('')}`
}

function toHunks(script: Edit[]): string[] {
  const hunks: string[] = []
  const changed = script.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]))
  for (let first = 0; first < changed.length; ) {
    let last = first
    while (last + 1 < changed.length && changed[last + 1]! - changed[last]! <= 2 * CONTEXT) last++
    const from = Math.max(0, changed[first]! - CONTEXT)
    hunks.push(toHunk(script.slice(0, from), script.slice(from, changed[last]! + CONTEXT + 1)))
    first = last + 1
  }
  return hunks
}

function toHunk(above: Edit[], edits: Edit[]): string {
  const lines = (side: 'added' | 'removed', of: Edit[]) => of.filter(({ kind }) => kind !== side).length
  const span = (side: 'added' | 'removed') => {
    const count = lines(side, edits)
    return `${lines(side, above) + (count === 0 ? 0 : 1)},${count}`
  }
  const body = edits.map(({ kind, line }) => {
    const whole = line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`
    return `${{ same: ' ', added: '+', removed: '-' }[kind]}${whole}`
  })
  return `@@ -${span('added')} +${span('removed')} @@\n${body.join('')}`
}

/** Git quotes names with unusual characters as C does. */
function name(side: string, path: string): string {
  const plain = `${side}/${path}`
  return /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(plain)
    ? plain
    : `"${[...Buffer.from(plain)].map((byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}"`
}
