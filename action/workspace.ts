import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Harness } from '../core/harness/harness.ts'
import { isHidden } from '../core/rules/scope.ts'
import { readBlobs } from './git/blobs.ts'
import { fetchCommit } from './git/fetch-commit.ts'
import { createGit, type Git, type GitEnvironment } from './git/git.ts'
import { leavesTree } from './git/leaves-tree.ts'
import { readTree, SUBMODULE, SYMLINK, type TreeEntry } from './git/tree.ts'
import { openTreeGit, PATIENCE, type TreeGit } from './git/tree-git.ts'
import type { Isolation } from './sandbox/isolation/isolation.ts'
import { giveTo } from './sandbox/quarters.ts'

/** The files of the base commit in a folder of their own, and our git beside it, out of the agent's reach. */
export type Workspace = {
  path: string
  /** The repository; sees no file of the workspace. */
  git: Git
  gitDir: string
  /** What keeps apart whoever works in it. */
  isolation: Isolation
  /** Looks at the workspace, from a room of its own. */
  tree: TreeGit
  /** The base commit, by path; hidden files among it. */
  base: Map<string, TreeEntry>
  /** What was written, as git names a tree: the base commit, or the tree without what is kept out. */
  visible: string
  /** What was kept out: paths of the base that do not stand in the workspace. */
  absent: Set<string>
  /** The same, in sentences. */
  notes: string[]
}

export type WorkspaceOrder = {
  /** Where the files go: a private folder, empty. */
  path: string
  /** Where our git goes: a private folder, with room for more of its own. */
  folder: string
  isolation: Isolation
  url: string
  sha: string
  token: string
  scope: Harness['scope']
  env: GitEnvironment
  signal: AbortSignal
  sleep: (ms: number) => Promise<void>
}

/** Fetches the base commit and writes its files, without `.git`, and without what the harness hides. */
export async function prepareWorkspace(
  order: WorkspaceOrder,
): Promise<{ kind: 'ok'; workspace: Workspace } | { kind: 'failed'; detail: string }> {
  const { path, folder, isolation } = order
  const gitDir = join(folder, 'git')
  const indexFolder = join(folder, 'git-index')
  for (const one of [gitDir, indexFolder]) await mkdir(one)
  await giveTo(indexFolder, isolation.owner)
  const rooms = { isolation, gitDir, indexFolder, workTree: path, folder }
  // They are made while git fetches. Also after the time is over, there is a look at what was done.
  const writer = openTreeGit({ ...rooms, writes: true, patience: PATIENCE.write, signal: order.signal })
  const always = new AbortController().signal
  const tree = openTreeGit({ ...rooms, writes: false, patience: PATIENCE.look, signal: always })
  const git = createGit({ gitDir, index: join(indexFolder, 'index'), env: order.env })
  let done = false
  try {
    const failed = await fetchCommit(git, order, order)
    if (failed !== null) return { kind: 'failed', detail: failed }
    const [base] = await Promise.all([readTree(git, order.sha), git(['read-tree', order.sha])])
    const out = await keptOut(git, base, order.scope)
    if (out.size > 0)
      await git(['update-index', '-z', '--index-info'], { input: removal(out.keys(), order.sha.length) })
    const visible = out.size > 0 ? (await git(['write-tree'])).toString('utf8').trim() : order.sha
    await writer.run(['checkout-index', '--all', '--force', '--quiet', '--index'])
    done = true
    // Killed at once; that the kernel has taken its room down is only waited for at the end.
    const closed = writer.close()
    const looking = { ...tree, close: async () => void (await Promise.all([closed, tree.close()])) }
    return {
      kind: 'ok',
      workspace: {
        path,
        git,
        gitDir,
        isolation,
        tree: looking,
        base,
        visible,
        absent: new Set(out.keys()),
        notes: notes(out),
      },
    }
  } finally {
    if (!done) await Promise.all([writer.close(), tree.close()])
  }
}

/** @returns paths of files that git wrote as files. */
export function regularFiles({ base, absent }: Pick<Workspace, 'base' | 'absent'>): string[] {
  return [...base].flatMap(([path, { mode }]) => (mode.startsWith('100') && !absent.has(path) ? [path] : []))
}

type Reason = 'hidden' | 'submodule' | 'link'

async function keptOut(
  git: Git,
  base: Workspace['base'],
  scope: Harness['scope'],
): Promise<Map<string, Reason>> {
  const out = new Map<string, Reason>()
  const links = [...base].filter(([, entry]) => entry.mode === SYMLINK)
  const targets = await readBlobs(
    git,
    links.map(([, entry]) => entry.oid),
  )
  for (const [path, { mode, oid }] of base) {
    if (scope.hide.length > 0 && isHidden(path, scope)) out.set(path, 'hidden')
    else if (mode === SUBMODULE) out.set(path, 'submodule')
    else if (mode === SYMLINK && leavesTree(path, targets.get(oid)?.toString('utf8') ?? ''))
      out.set(path, 'link')
  }
  return out
}

/** Mode 0 takes a path out of the index. */
function removal(paths: Iterable<string>, idLength: number): string {
  return Array.from(paths, (path) => `0 ${'0'.repeat(idLength)}\t${path}\0`).join('')
}

function notes(out: Map<string, Reason>): string[] {
  const said: Record<Reason, string> = {
    hidden: 'hidden by `scope.hide`',
    submodule: 'submodules, which are not fetched',
    link: 'symbolic links that may point outside the repository',
  }
  return Object.entries(said).flatMap(([reason, what]) => {
    const paths = [...out].filter(([, why]) => why === reason).map(([path]) => path)
    if (paths.length === 0) return []
    const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ''
    return [`Not in the workspace, ${what}: ${paths.slice(0, 5).join(', ')}${more}.`]
  })
}
