import type { ChangedFile } from '../change-kind.ts'
import type { KindContext } from '../kind-context.ts'
import { plain } from '../plain.ts'
import { syntaxOf } from '../source/language.ts'
import { type ApiChange, compareSurfaces } from './compare-surfaces.ts'
import { candidatesOf, type EntryPoint, entryPointsOf, fitsPattern } from './entry-points.ts'
import { type PublicName, surfaceReader } from './surface-of.ts'
import { type Tree, toTrees } from './trees.ts'

/** What packages with a package.json offer to others: their declared entry points, and the names those export. */
export function javascriptApi(files: readonly ChangedFile[], context: KindContext): ApiChange[] {
  const trees = toTrees(files, context)
  const folders = new Set(
    files.flatMap(({ path, renamedFrom }) =>
      [path, renamedFrom ?? path].flatMap((one) => packageFolder(one, trees)),
    ),
  )
  const readers = {
    base: surfaceReader(trees.base, context.exportsOf),
    head: surfaceReader(trees.head, context.exportsOf),
  }
  return [...folders].sort().flatMap((folder) => {
    const manifest = `${folder}package.json`
    const [base, head] = [trees.base(manifest), trees.head(manifest)].map((text) =>
      text === null ? [] : entryPointsOf(text),
    )
    if (!base || !head) {
      if (trees.base(manifest) === trees.head(manifest)) return []
      return [{ path: manifest, line: null, evidence: 'changes entry points that could not be read' }]
    }
    const surfaces = (side: 'base' | 'head', points: readonly EntryPoint[]) =>
      surfaceOf({ points, folder, files, tree: trees[side], read: readers[side] })
    return [
      ...declarations({ base, head, manifest, text: trees.head(manifest) ?? '' }),
      ...compareSurfaces(surfaces('base', base), surfaces('head', head), { files, entry: manifest }),
    ]
  })
}

/** The nearest folder with a package.json above a file that may say something of an interface. */
function packageFolder(path: string, { base, head }: { base: Tree; head: Tree }): string[] {
  if (!syntaxOf(path)?.javascript && !/(^|\/)package\.json$/.test(path)) return []
  if (/(^|\/)node_modules\//.test(path)) return []
  const parts = path.split('/').slice(0, -1)
  for (let depth = Math.min(parts.length, 40); depth >= 0; depth--) {
    const folder = parts
      .slice(0, depth)
      .map((part) => `${part}/`)
      .join('')
    if (head(`${folder}package.json`) !== null || base(`${folder}package.json`) !== null) return [folder]
  }
  return []
}

type Declared = { base: EntryPoint[]; head: EntryPoint[]; manifest: string; text: string }

function declarations({ base, head, manifest, text }: Declared): ApiChange[] {
  const lines = text.split('\n')
  const before = Map.groupBy(base, ({ name }) => name)
  const after = Map.groupBy(head, ({ name }) => name)
  const targets = (points: readonly EntryPoint[] | undefined) =>
    (points ?? [])
      .map(({ target }) => target)
      .sort()
      .join(' or ')
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): ApiChange[] => {
    const [was, now] = [targets(before.get(name)), targets(after.get(name))]
    if (was === now) return []
    const word = after
      .get(name)
      ?.map(({ target }) => target)
      .find((target) => !was.includes(target))
    const line = lines.findIndex(
      (one) => one.includes(`"${name.replace(/^bin /, '')}"`) || (word !== undefined && one.includes(word)),
    )
    const what = `the entry point ${plain(name)}`
    const evidence =
      was === ''
        ? `adds ${what}`
        : now === ''
          ? `removes ${what}`
          : `leads ${what} to ${plain(now)} instead of ${plain(was)}`
    return [{ path: manifest, line: now === '' || line < 0 ? null : line + 1, evidence }]
  })
}

type Surface = {
  points: readonly EntryPoint[]
  folder: string
  files: readonly ChangedFile[]
  tree: Tree
  read: (path: string) => Map<string, PublicName>
}

/** Names by entry point, so that one that moves from one to another is told. Commands export nothing. */
function surfaceOf({ points, folder, files, tree, read }: Surface): Map<string, PublicName> {
  const names = new Map<string, PublicName>()
  const main = new Set(['main', 'module', 'browser', 'types', 'typings', 'unpkg', 'jsdelivr', '.'])
  for (const { name, target } of points) {
    if (name.startsWith('bin ') || /\.(?:json|css)$/.test(target)) continue
    for (const path of filesOf(target, { folder, files, tree }))
      for (const [key, one] of read(path)) {
        const subpath = target.includes('*') ? path : name
        const unique = main.has(name) ? key : `${key} of ${subpath}`
        if (!names.has(unique)) names.set(unique, one)
      }
  }
  return names
}

function filesOf(
  target: string,
  { folder, files, tree }: Pick<Surface, 'folder' | 'files' | 'tree'>,
): string[] {
  const candidates = candidatesOf(target).map((candidate) => folder + candidate)
  if (!target.includes('*')) return candidates.filter((candidate) => tree(candidate) !== null).slice(0, 1)
  const paths = files.flatMap(({ path, renamedFrom }) => [
    path,
    ...(renamedFrom === undefined ? [] : [renamedFrom]),
  ])
  return [...new Set(paths)]
    .sort()
    .filter(
      (path) =>
        tree(path) !== null &&
        syntaxOf(path)?.javascript &&
        candidates.some((pattern) => fitsPattern(pattern, path)),
    )
}
