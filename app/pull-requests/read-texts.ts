import { manifestsOf } from '../../core/imports/manifests-of.ts'
import type { ChangedFile } from '../../core/rules/kinds/change-kind.ts'
import type { ListedFile } from '../github/compare-commits.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type Objects, readObjects } from '../github/read-objects.ts'
import type { Tree } from '../github/read-tree.ts'
import { type CommitFile, toCommitFile, toCommitFiles, toExpressions } from './commit-files.ts'

/** `large`: more than GitHub gives as text; `many`: beyond what is read of one pull request. */
export type NotRead = { path: string; why: 'large' | 'many' }

/** Texts read of one pull request; more was not written by hand, and costs a call for every few dozen. */
const MOST = { files: 300, bytes: 16 * 1024 * 1024, manifests: 30 }
/** GraphQL gives no more of a text. */
const MOST_TEXT = 512_000
/** Of a text whose size is not known yet. */
const ORDINARY_BYTES = 20_000

type Asked = {
  listed: readonly ListedFile[]
  mergeBase: string
  head: string
  tree: Tree
}

/** The files of a change with their texts and modes on both sides: one call for some forty changed files. */
export async function readTexts(
  client: RepositoryClient,
  asked: Asked,
): Promise<{ files: ChangedFile[]; notRead: NotRead[]; manifests: Map<string, string | null> }> {
  const { listed, mergeBase, head, tree } = asked
  const manifests = unchangedManifests(asked)
  const chosen = choose(asked)
  const texts = listed.filter((file) => chosen.has(file))
  const before = texts.filter(({ status }) => status !== 'added').map(pathBefore)
  const after = texts.filter(({ status }) => status !== 'deleted').map(({ path }) => path)
  const known = after.filter((path) => isText(path, tree))
  // Only beyond what GitHub lists of a tree: their modes have to be asked for as well.
  const unknown = after.filter((path) => !tree.entries.has(path))
  const [old, loose] = [toExpressions(mergeBase, before), toExpressions(head, unknown)]
  const objects = await readObjects(
    client,
    {
      blobs: [
        ...new Set([
          ...[...known, ...manifests].map((path) => shaOf(path, tree)),
          ...old.blobs,
          ...loose.blobs,
        ]),
      ],
      folders: [...old.folders, ...loose.folders],
    },
    sizes(asked),
  )
  const sides: Sides = {
    before: toCommitFiles(mergeBase, before, objects),
    after: new Map([...toCommitFiles(head, unknown, objects), ...fromTree(after, tree, objects)]),
  }
  return {
    files: listed.map((file) => toChangedFile(file, chosen.has(file) ? sides : NOTHING, tree)),
    notRead: listed.flatMap((file) => whyNotRead(file, chosen, sides)),
    manifests: new Map(fromTree(manifests, tree, objects).map(([path, { text }]) => [path, text])),
  }
}

type Sides = { before: ReadonlyMap<string, CommitFile>; after: ReadonlyMap<string, CommitFile> }
const NOTHING: Sides = { before: new Map(), after: new Map() }

/** The first files, as many as there is room for. */
function choose({ listed, tree }: Asked): Set<ListedFile> {
  const chosen = new Set<ListedFile>()
  let left = MOST.bytes
  for (const file of listed) {
    const bytes = tree.entries.get(file.path)?.bytes ?? ORDINARY_BYTES
    const cost = bytes > MOST_TEXT ? 0 : bytes
    if (chosen.size === MOST.files || cost > left) continue
    left -= cost
    chosen.add(file)
  }
  return chosen
}

function fromTree(paths: readonly string[], tree: Tree, { blobs }: Objects): [string, CommitFile][] {
  return paths.flatMap((path) => {
    const entry = tree.entries.get(path)
    if (entry === undefined) return []
    const file = toCommitFile(entry.mode, blobs.get(entry.sha) ?? null)
    return [[path, { ...file, bytes: entry.bytes, large: file.large || isLarge(path, tree) }]]
  })
}

/** Links and submodules have no text of their own. */
function isText(path: string, tree: Tree): boolean {
  return (tree.entries.get(path)?.mode.startsWith('100') ?? false) && !isLarge(path, tree)
}

function isLarge(path: string, { entries }: Tree): boolean {
  const entry = entries.get(path)
  return entry?.mode.startsWith('100') === true && entry.bytes > MOST_TEXT
}

function shaOf(path: string, { entries }: Tree): string {
  return entries.get(path)?.sha ?? ''
}

/** They fit into the call that reads an ordinary change; whoever needs more asks for them. */
function unchangedManifests({ listed, tree }: Asked): string[] {
  const changed = new Set(listed.map(({ path }) => path))
  return manifestsOf(tree.entries.keys())
    .filter((path) => !changed.has(path) && isText(path, tree))
    .slice(0, MOST.manifests)
}

/** What stands at the head is about as large as what stood there before. */
function sizes({ listed, mergeBase, tree }: Asked): (expression: string) => number {
  const known = new Map<string, number>()
  for (const file of listed) {
    const entry = tree.entries.get(file.path)
    const bytes = Math.min(entry?.bytes ?? ORDINARY_BYTES, MOST_TEXT)
    if (entry) known.set(entry.sha, bytes)
    known.set(`${mergeBase}:${pathBefore(file)}`, bytes)
  }
  return (expression) => known.get(expression) ?? ORDINARY_BYTES
}

function pathBefore({ path, from }: ListedFile): string {
  return from ?? path
}

function toChangedFile(file: ListedFile, { before, after }: Sides, { entries }: Tree): ChangedFile {
  const { path, status, from } = file
  const old = status === 'added' ? undefined : before.get(pathBefore(file))
  const now = status === 'deleted' ? undefined : after.get(path)
  return {
    path,
    status,
    ...(from === null ? {} : { renamedFrom: from }),
    before: old?.text ?? null,
    after: now?.text ?? null,
    binary: old?.binary === true || now?.binary === true,
    modeBefore: old?.mode ?? null,
    modeAfter: now?.mode ?? (status === 'deleted' ? null : (entries.get(path)?.mode ?? null)),
  }
}

function whyNotRead(file: ListedFile, chosen: ReadonlySet<ListedFile>, { before, after }: Sides): NotRead[] {
  if (!chosen.has(file)) return [{ path: file.path, why: 'many' }]
  const side = file.status === 'deleted' ? before.get(file.path) : after.get(file.path)
  return side?.large === true ? [{ path: file.path, why: 'large' }] : []
}
