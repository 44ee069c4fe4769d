import type { Git } from './git.ts'
import { remember } from './remember.ts'

export type TreeEntry = {
  mode: string
  type: 'blob' | 'tree' | 'commit'
  sha: string
  size: number | null
  path: string
}

type Options = { recursive?: boolean; paths?: string[] }

/**
 * Entries of a tree. `paths` narrows to exactly these; `recursive` walks down (subtrees are then listed too).
 * @throws when `tree` is no tree.
 */
export function listTree(
  git: Git,
  tree: string,
  { recursive = false, paths = [] }: Options = {},
): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree, '--', ...paths]
  const list = async () => parseEntries(await git.text(args))
  return /^[0-9a-f]{40}$/.test(tree) ? remember(git, args.join('\0'), list) : list()
}

function parseEntries(out: string): TreeEntry[] {
  return out
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t')
      const [mode = '', type = '', sha = '', size = ''] = line.slice(0, tab).split(/ +/)
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        size: size === '-' ? null : Number(size),
        path: line.slice(tab + 1),
      }
    })
}

/** The entry at one path of a commit, or null; "" is the root. */
export async function entryAt(git: Git, commit: string, path: string): Promise<TreeEntry | null> {
  if (path === '') {
    const tree = await git.objects.head(`${commit}^{tree}`)
    return tree && { mode: '040000', type: 'tree', sha: tree.sha, size: null, path }
  }
  if (!isPlainPath(path)) return null
  // One line is one question to the reader of objects.
  if (path.includes('\n')) return find(await listTree(git, commit, { paths: [path] }), path)
  const above = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const folder = await git.objects.head(above === '' ? `${commit}^{tree}` : `${commit}:${above}`)
  if (folder?.type !== 'tree') return null
  // Most commits share most of their folders.
  const entry = find(await listTree(git, folder.sha), path.slice(path.lastIndexOf('/') + 1))
  return entry && { ...entry, path }
}

function find(entries: TreeEntry[], path: string): TreeEntry | null {
  return entries.find((entry) => entry.path === path) ?? null
}

/** A path as git keeps them: relative, forward slashes, no empty, `.` or `..` part. */
export function isPlainPath(path: string): boolean {
  return !path.includes('\0') && path.split('/').every((part) => !['', '.', '..'].includes(part))
}

export async function readBlob(git: Git, sha: string): Promise<Buffer> {
  const object = await git.objects.read(sha)
  if (object?.type !== 'blob') throw new Error(`${sha} is no blob`)
  return object.content
}

/** Content of a file at a commit; null when there is none. Symlinks give their target, as a file. */
export async function readFileAt(git: Git, commit: string, path: string): Promise<Buffer | null> {
  const entry = await entryAt(git, commit, path)
  return entry?.type === 'blob' ? readBlob(git, entry.sha) : null
}
