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
  let listed: Set<string> | undefined
  const paths = () => {
    listed ??= new Set(empty ? [] : gitList(root, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', sha]))
    return listed
  }
  const prepare = (wanted: readonly string[]) => {
    const missing = wanted.filter((path) => !texts.has(path) && paths().has(path) && !path.includes('\n'))
    if (missing.length === 0) return
    const out = git(root, ['cat-file', '--batch'], `${missing.map((path) => `${sha}:${path}`).join('\n')}\n`)
    readBatch(out, missing, texts)
  }
  return {
    sha,
    name: ref ?? 'HEAD',
    paths,
    prepare,
    read: (path) => {
      if (!texts.has(path)) prepare([path])
      return texts.get(path)
    },
  }
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
  const commit = ['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`]
  let sha: string
  try {
    sha = git(root, commit).toString('utf8').trim()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(
      `--base ${ref}: there is no such commit here. Fetch it first, or name another branch, tag or commit.`,
    )
  }
  try {
    return git(root, ['merge-base', sha, 'HEAD']).toString('utf8').trim()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(
      `--base ${ref}: it has no commit in common with HEAD. In a shallow clone, fetch more history first.`,
    )
  }
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
