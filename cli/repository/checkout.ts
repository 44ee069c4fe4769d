import { lstatSync, readFileSync } from 'node:fs'
import { isMatchable, MAX_DEPTH, MAX_PATH } from '../../core/rules/globs.ts'
import { findRoot } from './find-root.ts'
import { startGit } from './git.ts'

/** The files of a working tree, as git sees them: tracked and there, or new and not ignored. */
export type Checkout = {
  root: string
  paths: ReadonlySet<string>
  /** Those of them that git does not know yet. */
  untracked: readonly string[]
  /** Text of a file; null for what is no text: binary files, links, submodules, what cannot be read or is too large. */
  read: (path: string) => string | null
  /** Files that are there and were not looked at, with why; grows as files are read. */
  skipped: Map<string, string>
}

/** What is larger is not written by hand; the rules look at less. */
const MOST_BYTES = 16 * 1024 * 1024
/** Texts that are kept after they were read: rules read a file once, resolving imports reads manifests often. */
const KEPT_BYTES = 64 * 1024

/** Of the checkout that a folder is in. */
export async function openCheckout(folder: string): Promise<Checkout> {
  const listing = listFiles(folder, { deleted: true })
  return toCheckout(await findRoot(folder), await listing, [])
}

/**
 * Asked for from wherever we stand, for the whole tree, so that nobody has to know first where it begins.
 *
 * @param deleted Whether git looks for every file that it knows; otherwise files that are gone may be among them.
 */
export function listFiles(folder: string, { deleted }: { deleted: boolean }): Promise<Buffer> {
  return startGit(folder, [...LIST, ...(deleted ? ['--deleted'] : []), ':/'])
}

/** @param doubtful Files of the list that may be gone. */
export function toCheckout(root: string, listing: Buffer, doubtful: readonly string[]): Checkout {
  const { paths, untracked, skipped } = readListing(listing.toString('utf8'))
  for (const path of doubtful)
    if (paths.has(path) && lstatSync(`${root}/${path}`, { throwIfNoEntry: false }) === undefined)
      paths.delete(path)
  const known = new Map<string, string | null>()
  const read = (path: string): string | null => {
    if (!paths.has(path)) return null
    const before = known.get(path)
    if (before !== undefined) return before
    const found = readText(`${root}/${path}`)
    if (typeof found !== 'string') skipped.set(path, found.why)
    const text = typeof found === 'string' ? found : null
    if (text === null || text.length <= KEPT_BYTES) known.set(path, text)
    return text
  }
  return { root, paths, untracked, read, skipped }
}

/** One letter and the path: "?" for what git does not know yet, "R" for what it knows and is gone. */
const LIST = ['ls-files', '-z', '-t', '--full-name', '--cached', '--others', '--exclude-standard']

/** No glob matches such a path, so no rule is applied to it. */
const TOO_FAR = `its path is more than ${MAX_DEPTH} folders deep or longer than ${MAX_PATH} characters`

function readListing(listed: string): {
  paths: Set<string>
  untracked: string[]
  skipped: Map<string, string>
} {
  const skipped = new Map<string, string>()
  const paths = new Set<string>()
  const untracked: string[] = []
  const allUtf8 = !listed.includes('\uFFFD')
  for (let at = 0; at < listed.length; ) {
    const end = listed.indexOf('\0', at)
    const letter = listed[at]
    const path = listed.slice(at + 2, end)
    at = end + 1
    if (letter === 'R') {
      paths.delete(path)
      skipped.delete(path)
    } else if (!allUtf8 && path.includes('\uFFFD')) skipped.set(path, 'its name is not UTF-8')
    else if (path.endsWith('/')) skipped.set(path, 'it is a git repository inside the repository')
    else {
      // Shorter paths are not deep, and there may be very many of them.
      if (path.length > MAX_DEPTH && !isMatchable(path)) skipped.set(path, TOO_FAR)
      paths.add(path)
      if (letter === '?') untracked.push(path)
    }
  }
  return { paths, untracked, skipped }
}

export function readText(file: string): string | { why: string } {
  try {
    const stat = lstatSync(file)
    if (stat.isSymbolicLink()) return { why: 'it is a symbolic link' }
    if (!stat.isFile()) return { why: stat.isDirectory() ? 'it is a submodule' : 'it is no regular file' }
    if (stat.size > MOST_BYTES) return { why: `it is larger than ${MOST_BYTES / 1024 / 1024} MiB` }
    // Asked for as text at once, Node reads it in one step instead of four.
    const text = readFileSync(file, 'utf8')
    if (!isBinary(text)) return text
    return { why: isUtf16(text) ? 'it is UTF-16; save it as UTF-8' : 'it is binary' }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT')
      return { why: 'it is not in the working tree (a sparse checkout, or just deleted)' }
    return { why: `it cannot be read (${code ?? message})` }
  }
}

/** Git's own test is a NUL among the first 8000 bytes. */
function isBinary(text: string): boolean {
  const at = text.indexOf('\0')
  return at >= 0 && at < GLANCE && Buffer.byteLength(text.slice(0, at)) < GLANCE
}

const GLANCE = 8_000

/** Null for what is no text. */
export function toText(content: Buffer): string | null {
  return content.subarray(0, GLANCE).includes(0) ? null : content.toString('utf8')
}

/** Its byte order mark is no UTF-8, so two characters stand for it that could not be read. */
function isUtf16(text: string): boolean {
  return text.startsWith('\uFFFD\uFFFD')
}
