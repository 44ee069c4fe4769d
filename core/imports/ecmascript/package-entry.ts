import { folderOf, inFolder, joinPath, type Tree } from '../tree.ts'
import { mapSubpath } from './exports-map.ts'
import { readManifest } from './manifest.ts'
import { probe, probeFile, probeFolder } from './probe.ts'

/** `closed`: the package does not let others import this. `missing`: it does, and no file of it is tracked. */
export type Entry = { kind: 'file'; path: string } | { kind: 'closed' } | { kind: 'missing' }

const TYPED = { typed: true }

/** The file of a package of the repository that "." or "./x" means. */
export function packageEntry(tree: Tree, folder: string, subpath: string): Entry {
  const manifest = readManifest(tree, inFolder(folder, 'package.json'))
  if (manifest?.exports !== undefined && manifest.exports !== null) {
    const mapped = mapSubpath(manifest.exports, subpath)
    if (mapped.kind === 'closed') return { kind: 'closed' }
    return found(
      mapped.targets.map((target) => fileOfTarget(tree, folder, target)).find((path) => path !== null),
    )
  }
  const direct = joinPath(folder, subpath)
  if (direct === null) return { kind: 'missing' }
  if (subpath !== '.') return found(probe(tree, direct, TYPED) ?? fileOfTarget(tree, folder, subpath))
  const entries = manifest?.entries ?? []
  return found(
    entries.map((entry) => fileOfTarget(tree, folder, entry)).find((path) => path !== null) ??
      probeFolder(tree, folder, TYPED) ??
      probe(tree, inFolder(folder, 'src'), TYPED),
  )
}

function found(path: string | null | undefined): Entry {
  return path === null || path === undefined ? { kind: 'missing' } : { kind: 'file', path }
}

/**
 * The tracked file of a target in package.json. What is built is mostly not tracked, so "./dist/esm/index.js" also means
 * src/esm/index, src/index, then the same beside package.json; "index" of a folder may be src/main too.
 */
export function fileOfTarget(tree: Tree, folder: string, target: string): string | null {
  const path = joinPath(folder, target)
  if (path === null || (folder !== '' && !path.startsWith(`${folder}/`))) return null
  const direct = probeFile(tree, path, TYPED) ?? probeFolder(tree, path, TYPED)
  if (direct !== null) return direct
  const relative = folder === '' ? path : path.slice(folder.length + 1)
  const [built, ...rest] = relative.split('/')
  if (rest.length === 0 || !BUILT.test(built ?? '')) return null
  for (const source of ['src', 'source', 'lib', 'app', '']) {
    for (let from = 0; from < rest.length; from++) {
      if (from > 0 && !FORMAT.test(rest[from - 1]!)) break
      const file = probeFile(
        tree,
        inFolder(inFolder(folder, source), withoutEnding(rest.slice(from).join('/'))),
        TYPED,
      )
      if (file !== null) return file
    }
  }
  return null
}

/** Names folders of built files have. */
const BUILT =
  /^(?:dist|build|built|lib|libs|out|output|esm|cjs|es|umd|types|target|_build|compiled|publish|npm|\.output|\.build)$/
/** Folders inside of them that the sources do not have; "src" comes from compiling with the root above it. */
const FORMAT =
  /^(?:esm|cjs|es|es\d+|umd|mjs|node|browser|types|typings|module|commonjs|import|require|development|production|src|dist|lib)$/

function withoutEnding(path: string): string {
  return path.replace(/\.(?:d\.[cm]?ts|(?:prod|dev|min|esm|cjs|umd)?\.?[cm]?jsx?)$/s, '')
}

/** The nearest folder with a package.json. */
export function ownPackage(tree: Tree, folder: string): string | null {
  for (let at = folder; ; at = folderOf(at)) {
    if (tree.has(inFolder(at, 'package.json'))) return at
    if (at === '') return null
  }
}
