import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMatchable, MAX_DEPTH, MAX_PATH } from '../../core/rules/globs.ts'
import { gitList } from './git.ts'

/** The files of a working tree, as git sees them: tracked and there, or new and not ignored. */
export type Checkout = {
  root: string
  paths: ReadonlySet<string>
  /** Text of a file; null for what is no text: binary files, links, submodules, what cannot be read or is too large. */
  read: (path: string) => string | null
  /** Files that are there and were not looked at, with why; grows as files are read. */
  skipped: Map<string, string>
}

/** What is larger is not written by hand; the rules look at less. */
const MOST_BYTES = 16 * 1024 * 1024
/** Texts that are kept after they were read: rules read a file once, resolving imports reads manifests often. */
const KEPT_BYTES = 64 * 1024

export function openCheckout(root: string): Checkout {
  const listed = gitList(root, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ])
  const deleted = new Set(gitList(root, ['ls-files', '-z', '--deleted']))
  const skipped = new Map<string, string>()
  const paths = new Set<string>()
  for (const path of listed) {
    if (deleted.has(path)) continue
    if (path.includes('\uFFFD')) skipped.set(path, 'its name is not UTF-8')
    else if (path.endsWith('/')) skipped.set(path, 'it is a git repository inside the repository')
    else {
      if (!isMatchable(path)) skipped.set(path, TOO_FAR)
      paths.add(path)
    }
  }
  const known = new Map<string, string | null>()
  const read = (path: string): string | null => {
    if (!paths.has(path)) return null
    const before = known.get(path)
    if (before !== undefined) return before
    const found = readText(join(root, path))
    if (typeof found !== 'string') skipped.set(path, found.why)
    const text = typeof found === 'string' ? found : null
    if (text === null || text.length <= KEPT_BYTES) known.set(path, text)
    return text
  }
  return { root, paths, read, skipped }
}

/** No glob matches such a path, so no rule is applied to it. */
const TOO_FAR = `its path is more than ${MAX_DEPTH} folders deep or longer than ${MAX_PATH} characters`

function readText(file: string): string | { why: string } {
  try {
    const stat = lstatSync(file)
    if (stat.isSymbolicLink()) return { why: 'it is a symbolic link' }
    if (!stat.isFile()) return { why: stat.isDirectory() ? 'it is a submodule' : 'it is no regular file' }
    if (stat.size > MOST_BYTES) return { why: `it is larger than ${MOST_BYTES / 1024 / 1024} MiB` }
    const content = readFileSync(file)
    return toText(content) ?? { why: isUtf16(content) ? 'it is UTF-16; save it as UTF-8' : 'it is binary' }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT')
      return { why: 'it is not in the working tree (a sparse checkout, or just deleted)' }
    return { why: `it cannot be read (${code ?? message})` }
  }
}

/** Null for what is no text: git's own test is a NUL among the first 8000 bytes. */
export function toText(content: Buffer): string | null {
  return content.subarray(0, 8_000).includes(0) ? null : content.toString('utf8')
}

function isUtf16(content: Buffer): boolean {
  const mark = content.subarray(0, 2).toString('latin1')
  return mark === '\xff\xfe' || mark === '\xfe\xff'
}
