import { CORE_SCHEMA, load } from 'js-yaml'
import { matchGlobs } from '../../rules/globs.ts'
import { toRecord, toText, toTexts } from '../read-jsonc.ts'
import { folderOf, foldersUp, inFolder, joinPath, type Tree } from '../tree.ts'
import { readManifest } from './manifest.ts'

/** Folders of the packages that files in a folder can import by name. */
export type Workspaces = (folder: string) => ReadonlyMap<string, string>

/**
 * Packages by name: those of every workspace the folder is in (package.json, pnpm-workspace.yaml, lerna.json), and those
 * the nearest package.json points to with "file:", "link:" or "portal:".
 */
export function toWorkspaces(tree: Tree): Workspaces {
  const byRoot = new Map<string, ReadonlyMap<string, string>>()
  const byFolder = new Map<string, ReadonlyMap<string, string>>()
  return (folder) => {
    const known = byFolder.get(folder)
    if (known !== undefined) return known
    const found = new Map<string, string>()
    for (const at of foldersUp(folder)) {
      for (const [name, path] of linked(tree, at)) if (!found.has(name)) found.set(name, path)
      for (const [name, path] of membersOf(at)) if (!found.has(name)) found.set(name, path)
    }
    byFolder.set(folder, found)
    return found
  }

  function membersOf(root: string): ReadonlyMap<string, string> {
    const known = byRoot.get(root)
    if (known !== undefined) return known
    const globs = globsOf(tree, root)
    const members = new Map<string, string>()
    if (globs.length > 0) {
      for (const path of tree.named('package.json')) {
        const folder = folderOf(path)
        const relative =
          root === '' ? folder : folder.startsWith(`${root}/`) ? folder.slice(root.length + 1) : null
        if (relative === null || /(?:^|\/)node_modules\//.test(`${folder}/`)) continue
        if (relative !== '' && !matchGlobs(ofDepth(globs, relative), relative)) continue
        const name = readManifest(tree, path)?.name
        if (name) members.set(name, folder)
      }
    }
    byRoot.set(root, members)
    return members
  }
}

/** The globs of a workspace's root, for `matchGlobs`: "/packages/*" means exactly those folders. */
function globsOf(tree: Tree, root: string): string[] {
  const globs = [
    ...(readManifest(tree, inFolder(root, 'package.json'))?.workspaces ?? []),
    ...pnpmGlobs(tree.read(inFolder(root, 'pnpm-workspace.yaml'))),
  ]
  return globs.map((glob) => {
    const negated = glob.startsWith('!')
    const bare = (negated ? glob.slice(1) : glob).replace(/^(?:\.\/|\/)+|\/+$/g, '')
    return `${negated ? '!' : ''}/${bare}`
  })
}

/** A glob covers also what is below a match, and "packages/*" means no package inside of another one. */
function ofDepth(globs: readonly string[], path: string): string[] {
  const depth = path.split('/').length
  return globs.filter(
    (glob) => glob.startsWith('!') || glob.includes('**') || glob.split('/').length - 1 === depth,
  )
}

function pnpmGlobs(text: string | null): string[] {
  if (text === null) return []
  try {
    return toTexts(toRecord(load(text, { schema: CORE_SCHEMA }))?.packages)
  } catch (error) {
    // What pnpm cannot read either names no packages; that it is broken is not ours to say.
    if (error instanceof Error) return []
    throw error
  }
}

function linked(tree: Tree, folder: string): [string, string][] {
  const manifest = readManifest(tree, inFolder(folder, 'package.json'))
  return Object.entries(manifest?.dependencies ?? {}).flatMap(([name, value]) => {
    const target = /^(?:file|link|portal|workspace):(\.{1,2}\/?.*)$/s.exec(toText(value) ?? '')?.[1]
    const path = target === undefined ? null : joinPath(folder, target)
    return path !== null && tree.has(inFolder(path, 'package.json')) ? [[name, path] as [string, string]] : []
  })
}
