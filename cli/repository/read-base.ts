import { Refused } from '../refused.ts'
import { toText } from './checkout.ts'
import { git, gitList } from './git.ts'

/** The commit that a working tree is compared with. */
export type Base = {
  sha: string
  /** As people call it: "main", "HEAD". */
  name: string
  paths: () => ReadonlySet<string>
  /** Text at the base; null for no text, undefined for no such file. */
  read: (path: string) => string | null | undefined
  /** Reads many at once: one process instead of one each. */
  prepare: (paths: readonly string[]) => void
}

/** `ref` null: what is committed. With one: where the current branch left it. */
export function openBase(root: string, ref: string | null): Base {
  const { sha, empty } = ref === null ? headOf(root) : { sha: forkPoint(root, ref), empty: false }
  const texts = new Map<string, string | null>()
  let listed: Entries | undefined
  const entries = () => {
    listed ??= empty ? { paths: new Set(), blobs: new Map() } : listTree(root, sha)
    return listed
  }
  const paths = () => entries().paths
  const prepare = (wanted: readonly string[]) => {
    const { blobs } = entries()
    const missing = wanted.flatMap((path) => {
      const id = texts.has(path) ? undefined : blobs.get(path)
      return id === undefined ? [] : [{ path, id }]
    })
    if (missing.length === 0) return
    const out = git(root, ['cat-file', '--batch'], `${missing.map(({ id }) => id).join('\n')}\n`)
    readBatch(
      out,
      missing.map(({ path }) => path),
      texts,
    )
  }
  return {
    sha,
    name: ref ?? 'HEAD',
    paths,
    prepare,
    read: (path) => {
      if (!texts.has(path)) prepare([path])
      // Links and submodules are there and have no text.
      return texts.get(path) ?? (paths().has(path) ? null : undefined)
    },
  }
}

/** `blobs`: files with what git calls their content; links and submodules have none that is theirs. */
type Entries = { paths: Set<string>; blobs: Map<string, string> }

/** Contents are asked for by id: a path may hold a line break, which ends a question. */
function listTree(root: string, sha: string): Entries {
  const entries: Entries = { paths: new Set(), blobs: new Map() }
  for (const line of gitList(root, ['ls-tree', '-r', '-z', '--full-tree', sha])) {
    const tab = line.indexOf('\t')
    const [mode, , id] = line.slice(0, tab).split(' ')
    const path = line.slice(tab + 1)
    entries.paths.add(path)
    if (mode?.startsWith('100') && id !== undefined) entries.blobs.set(path, id)
  }
  return entries
}

/** A repository without commits is compared with the tree that holds nothing. */
function headOf(root: string): { sha: string; empty: boolean } {
  try {
    const sha = git(root, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']).toString('utf8').trim()
    return { sha, empty: false }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return {
      sha: git(root, ['hash-object', '-t', 'tree', '--stdin'], '').toString('utf8').trim(),
      empty: true,
    }
  }
}

function forkPoint(root: string, ref: string): string {
  const sha = commitOf(root, ref)
  if (sha === null)
    throw new Refused(
      `--base ${shown(ref)}: there is no such commit here. Fetch it first, or name another branch, tag or commit.`,
    )
  try {
    return git(root, ['merge-base', sha, 'HEAD']).toString('utf8').trim()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(
      `--base ${shown(ref)}: it has no commit in common with HEAD. In a shallow clone, fetch more history first.`,
    )
  }
}

/** Null for what is no commit; "^main" is git's way to leave commits out. */
function commitOf(root: string, ref: string): string | null {
  try {
    const commit = ['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`]
    const sha = git(root, commit).toString('utf8').trim()
    return /^[0-9a-f]+$/.test(sha) ? sha : null
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return null
  }
}

function shown(ref: string): string {
  return /^[\w./@^~-]+$/.test(ref) ? ref : JSON.stringify(ref)
}

/** `<id> <type> <size>\n<content>\n` for what is there, `<name> missing\n` for what is not. */
function readBatch(out: Buffer, names: readonly string[], texts: Map<string, string | null>): void {
  let at = 0
  for (const name of names) {
    const end = out.indexOf('\n', at)
    const [, type, size] = out.toString('utf8', at, end).split(' ')
    if (type !== 'blob' && type !== 'commit' && type !== 'tree') {
      at = end + 1
      continue
    }
    const start = end + 1
    texts.set(name, type === 'blob' ? toText(out.subarray(start, start + Number(size))) : null)
    at = start + Number(size) + 1
  }
}
