import { folderOf, inFolder, joinPath, nameOf, type Tree } from '../tree.ts'
import { readManifest } from './manifest.ts'

const ADDED = [
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '.json',
  '.vue',
  '.svelte',
]
/** What TypeScript looks for in place of the file it will emit. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  js: ['.ts', '.tsx', '.d.ts', '.jsx'],
  jsx: ['.tsx', '.d.ts'],
  mjs: ['.mts', '.d.mts'],
  cjs: ['.cts', '.d.cts'],
}

/**
 * The file a path without or with a foreign ending means: as written, with the ending TypeScript puts in its place, with
 * an ending added, or the folder's main or index file. Null when none is tracked. JavaScript asks for what is written
 * first, TypeScript for the source.
 */
export function probe(tree: Tree, base: string, { typed }: { typed: boolean }): string | null {
  return probeFile(tree, base, { typed }) ?? probeFolder(tree, base, { typed })
}

export function probeFile(tree: Tree, base: string, { typed }: { typed: boolean }): string | null {
  if (base === '' || base.endsWith('/')) return null
  if (!typed && tree.has(base)) return base
  const found = /^(.*[^/])\.([cm]?jsx?)$/s.exec(base)
  const instead = INSTEAD[found?.[2] ?? '']?.find((ending) => tree.has(found?.[1] + ending))
  if (instead !== undefined) return found?.[1] + instead
  if (tree.has(base)) return base
  const added = ADDED.find((ending) => tree.has(base + ending))
  if (added !== undefined) return base + added
  return declarationOf(tree, base)
}

/** `./a.css` may be declared by "a.d.css.ts" (TypeScript 5). */
function declarationOf(tree: Tree, base: string): string | null {
  const name = nameOf(base)
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return null
  const path = inFolder(folderOf(base), `${name.slice(0, dot)}.d${name.slice(dot)}.ts`)
  return tree.has(path) ? path : null
}

export function probeFolder(tree: Tree, folder: string, { typed }: { typed: boolean }): string | null {
  const manifest = readManifest(tree, inFolder(folder, 'package.json'))
  for (const entry of manifest?.entries ?? []) {
    const path = joinPath(folder, entry)
    const found =
      path === null || path === folder ? null : (probeFile(tree, path, { typed }) ?? probeIndex(tree, path))
    if (found !== null) return found
  }
  return probeIndex(tree, folder)
}

function probeIndex(tree: Tree, folder: string): string | null {
  const ending = ADDED.find((added) => tree.has(inFolder(folder, `index${added}`)))
  return ending === undefined ? null : inFolder(folder, `index${ending}`)
}
