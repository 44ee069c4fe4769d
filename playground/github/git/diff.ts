import type { Git } from './git.ts'
import { remember } from './remember.ts'

export type FileDiff = {
  path: string
  previousPath: string | null
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  /** Of the blob after the change, or before it when the file is gone. */
  sha: string
  additions: number
  deletions: number
  /** Hunks only, as GitHub gives them; null for a binary file, a bare rename or a diff too large. */
  patch: string | null
}

/** GitHub shows no diff of a file beyond these. */
const MAX_PATCH_LINES = 20_000
const MAX_PATCH_BYTES = 500 * 1024

/** The empty tree: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** What changed between two trees or commits (full ids), in the order of paths, renames found as GitHub does. */
export function diffFiles(git: Git, base: string, head: string): Promise<FileDiff[]> {
  return remember(git, `diff ${base} ${head}`, () => computeDiff(git, base, head))
}

async function computeDiff(git: Git, base: string, head: string): Promise<FileDiff[]> {
  const [raw, counts, text] = await Promise.all([
    git.text(['diff', ...PLAIN, '--raw', '--abbrev=40', '-z', base, head]),
    git.text(['diff', ...PLAIN, '--numstat', '-z', base, head]),
    git.text(['diff', ...PLAIN, '-p', '--full-index', base, head]),
  ])
  const numbers = parseCounts(counts)
  const patches = splitPatch(text)
  return parseRaw(raw).map((file, index) => {
    const { additions, deletions, binary } = numbers[index] ?? { additions: 0, deletions: 0, binary: true }
    const patch = binary ? null : (patches[index] ?? null)
    return { ...file, additions, deletions, patch: patch !== null && isShown(patch) ? patch : null }
  })
}

/** Settings of a diff that no attribute or configuration of a repository changes. */
const PLAIN = ['--no-color', '--no-ext-diff', '--no-textconv', '--find-renames=50%', '--diff-algorithm=myers']

function isShown(patch: string): boolean {
  return patch !== '' && patch.length <= MAX_PATCH_BYTES && patch.split('\n').length <= MAX_PATCH_LINES
}

const STATUS = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'added',
  T: 'changed',
} as const

function parseRaw(raw: string): Omit<FileDiff, 'additions' | 'deletions' | 'patch'>[] {
  const fields = raw.split('\0')
  const files: Omit<FileDiff, 'additions' | 'deletions' | 'patch'>[] = []
  while ((fields[0] ?? '') !== '') {
    const [, , before = '', after = '', letters = ''] = (fields.shift() ?? '').split(' ')
    const letter = letters[0] as keyof typeof STATUS
    const previousPath = letter === 'R' || letter === 'C' ? (fields.shift() ?? '') : null
    const path = fields.shift() ?? ''
    const status = STATUS[letter]
    files.push({
      path,
      previousPath: letter === 'R' ? previousPath : null,
      status,
      sha: status === 'removed' ? before : after,
    })
  }
  return files
}

function parseCounts(text: string): { additions: number; deletions: number; binary: boolean }[] {
  const fields = text.split('\0')
  const counts = []
  while ((fields[0] ?? '') !== '') {
    const [added = '', removed = '', path = ''] = (fields.shift() ?? '').split('\t')
    // A rename gives both paths in fields of their own.
    if (path === '') fields.splice(0, 2)
    const binary = added === '-'
    counts.push({ additions: binary ? 0 : Number(added), deletions: binary ? 0 : Number(removed), binary })
  }
  return counts
}

/** One entry for each file, cut at its first hunk. Lines of content always begin with a sign, so headers are safe. */
function splitPatch(text: string): string[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map((part) => {
      const from = part.search(/^@@ /m)
      return from === -1 ? '' : part.slice(from).replace(/\n$/, '')
    })
}
