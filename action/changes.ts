import { dirname } from 'node:path'
import type { Change, Changes } from '../core/run/changes.ts'
import { MAX_CHANGED_BYTES } from '../core/run/limits.ts'
import { readBlobs } from './git/blobs.ts'
import { listBoth, listChanged, listIgnored, listUntracked } from './git/list-changed.ts'
import { type StagedChange, type StagedFile, stage } from './git/stage.ts'
import type { Seen, ToolHost } from './sandbox/tool-host.ts'
import type { Workspace } from './workspace.ts'

/** Paths a report can carry: reportSchema.changes. */
const MAX_PATHS = 500

export type Collected = {
  changes: Changes
  /** The changed text files, for the rules: `base` is null when the file is new. */
  files: { path: string; content: string; base: string | null }[]
  /** Not part of the change, and why, in words. */
  leftOut: { path: string; why: string }[]
  /** More than a run can publish, in a sentence; `changes` is empty then. */
  tooMuch: string | null
}

export type ChangeWatch = {
  /** Whatever stands in the workspace now is nobody's change: setup and checks made it. */
  forget: () => Promise<void>
  /** Runs something that may litter (checks), and forgets what it left behind; edits of tracked files stay edits. */
  withoutLitter: <T>(work: () => Promise<T>) => Promise<T>
  collect: () => Promise<Collected>
  /** Names alone, unread: what differs from the base now and was not there, or not different, when it was forgotten. */
  names: () => Promise<string[]>
}

/** Finds what the agent changed. Contents are read through the tool host: no link and no race leads out of its walls. */
export function watchChanges(workspace: Workspace, host: ToolHost): ChangeWatch {
  const litter = new Set<string>()
  let ignored: string[] = []
  let before = new Map<string, string>()
  let unpublishable = new Set<string>()
  const isOurs = (path: string) => !litter.has(path) && !ignored.some((one) => covers(one, path))

  return {
    forget: async () => {
      const { tree } = workspace
      const [{ untracked, modified }, passedOver] = await Promise.all([listBoth(tree), listIgnored(tree)])
      for (const path of untracked) litter.add(path)
      ignored = passedOver
      const { staged, leftOut } = await read(workspace, host, modified)
      before = new Map(staged.map((change) => [change.path, identity(change)]))
      unpublishable = new Set(leftOut.map(({ path }) => path))
    },
    withoutLitter: async (work) => {
      const known = new Set(await listUntracked(workspace.tree))
      const value = await work()
      for (const path of await listUntracked(workspace.tree)) if (!known.has(path)) litter.add(path)
      return value
    },
    names: async () =>
      (await listChanged(workspace.tree)).filter((path) => isOurs(path) && !before.has(path)),
    collect: async () => {
      const { git } = workspace
      const paths = (await listChanged(workspace.tree)).filter(isOurs)
      const { staged, tooMuch, ...found } = await read(workspace, host, paths)
      const leftOut = found.leftOut.filter(({ path }) => !unpublishable.has(path))
      if (tooMuch !== null) return { changes: [], files: [], leftOut, tooMuch }
      const own = staged.filter((change) => before.get(change.path) !== identity(change))
      const blobs = await readBlobs(
        git,
        own.flatMap(({ oid, baseOid }) => [oid, baseOid]).filter((oid) => oid !== null),
      )
      return {
        changes: own.map((change) => toChange(change, workspace, blobs)),
        files: own.flatMap((change) => toFile(change, blobs)),
        leftOut,
        tooMuch: null,
      }
    },
  }
}

async function read(
  workspace: Workspace,
  host: ToolHost,
  paths: string[],
): Promise<{ staged: StagedChange[]; leftOut: Collected['leftOut']; tooMuch: string | null }> {
  const files: StagedFile[] = []
  const leftOut: Collected['leftOut'] = []
  let bytes = 0
  // More than these are too many in any case.
  const looked = paths.slice(0, 2 * MAX_PATHS)
  const seen = await lookAt(host, looked)
  for (const [at, path] of looked.entries()) {
    const found = await readNow(host, path, seen[at]!)
    if (typeof found === 'string') leftOut.push({ path, why: found })
    else files.push({ path, now: found })
    bytes += typeof found === 'string' ? 0 : (found?.content.length ?? 0)
    if (files.length > MAX_PATHS || bytes > MAX_CHANGED_BYTES)
      return { staged: [], leftOut, tooMuch: tooMuch(paths.length, bytes) }
  }
  const { git, visible: tree } = workspace
  return {
    staged: await stage(git, { tree, files, folder: dirname(workspace.path) }),
    leftOut,
    tooMuch: null,
  }
}

/** @returns the file as it stands, null when it is gone, or why it cannot be part of a change. */
export async function readNow(host: ToolHost, path: string, seen: Seen): Promise<StagedFile['now'] | string> {
  if (path.includes('\uFFFD')) return 'its name is not UTF-8'
  if (path.endsWith('/')) return 'it is a git repository inside the repository'
  switch (seen.kind) {
    case 'none':
    case 'folder':
      return null
    case 'link':
      return 'it is a symbolic link, and only regular files are published'
    case 'other':
      return 'it is no regular file'
    case 'refused':
      return 'its name is none that a tool takes'
    case 'file': {
      const { ok, content, text } = await host.call({ op: 'fetch', path, limit: MAX_CHANGED_BYTES }, {})
      if (!ok || content === undefined)
        return `it could not be read: ${text.slice(0, 300).replace(/\.$/, '')}`
      return { content: Buffer.from(content, 'base64'), executable: seen.executable }
    }
  }
}

/** What stands at each path. */
export async function lookAt(host: ToolHost, paths: string[]): Promise<Seen[]> {
  if (paths.length === 0) return []
  const { seen = [] } = await host.call({ op: 'look', paths }, {})
  return paths.map((_, at) => seen[at] ?? { kind: 'none' })
}

function tooMuch(files: number, bytes: number): string {
  const size = bytes > MAX_CHANGED_BYTES ? `, over ${MAX_CHANGED_BYTES / 1024 / 1024} MB` : ''
  return `The change touches ${files} files${size}, more than a run can publish. If they are generated, add them to .gitignore; else ask for a smaller change.`
}

/** Two changes of a path with the same identity leave it the same. */
function identity({ mode, oid }: StagedChange): string {
  return `${mode} ${oid}`
}

/** "dist/" covers what is below it. */
function covers(ignored: string, path: string): boolean {
  return ignored === path || (ignored.endsWith('/') && path.startsWith(ignored))
}

function toChange(change: StagedChange, workspace: Workspace, blobs: Map<string, Buffer>): Change {
  const { path, removed, added } = change
  if (change.oid === null) return { kind: 'delete', path, removed }
  return {
    kind: 'write',
    path,
    mode: change.mode === '100755' ? '100755' : '100644',
    content: (blobs.get(change.oid) ?? Buffer.alloc(0)).toString('base64'),
    created: !workspace.base.has(path),
    added,
    removed,
  }
}

function toFile({ path, oid, baseOid }: StagedChange, blobs: Map<string, Buffer>): Collected['files'] {
  const content = toText(blobs.get(oid ?? ''))
  if (content === null) return []
  return [{ path, content, base: toText(blobs.get(baseOid ?? '')) }]
}

/** Null for what is no text: git's own test is a NUL among the first 8000 bytes. */
export function toText(content: Buffer | undefined): string | null {
  if (content === undefined || content.subarray(0, 8_000).includes(0)) return null
  return content.toString('utf8')
}
