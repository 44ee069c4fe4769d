import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, type Tree } from './tree.ts'

/**
 * A namespace is the files that declare it, when the texts of all .cs files are known. Of a file whose text is not, the
 * folder is taken for its namespace, as every tool creates it: "src/Acme.Core/Models" is Acme.Core.Models.
 */
export function toCSharpResolver(tree: Tree): Resolve {
  let namespaces: Map<string, string[]> | null = null
  return (_, { specifier, names }) => {
    namespaces ??= indexNamespaces(tree)
    const found = namespaces.get(specifier)
    if (found !== undefined) return toResolved(found)
    const dot = specifier.lastIndexOf('.')
    const home = dot < 0 || names.length === 0 ? undefined : namespaces.get(specifier.slice(0, dot))
    // `using static` and an alias may name a type.
    const own = home?.filter((path) => path.endsWith(`/${specifier.slice(dot + 1)}.cs`))
    if (own !== undefined && own.length > 0) return toResolved(own)
    if (home !== undefined) return toResolved(home)
    if (/^System(?:\.|$)/.test(specifier)) return { kind: 'builtin', name: specifier }
    return { kind: 'package', name: specifier }
  }
}

const DECLARED = /^[ \t]*(?:\[[^\n\]]*\][ \t]*)?namespace[ \t]+([\w.@]+)/gm

/** Files by namespace. */
function indexNamespaces(tree: Tree): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const add = (name: string, path: string) => {
    const files = found.get(name)
    if (files === undefined) found.set(name, [path])
    else if (!files.includes(path)) files.push(path)
  }
  for (const folder of tree.folders())
    for (const path of tree.filesIn(folder).filter((file) => file.endsWith('.cs'))) {
      const text = tree.read(path)
      if (text === null) for (const name of byFolder(folderOf(path))) add(name, path)
      else for (const [, name] of text.matchAll(DECLARED)) add((name ?? '').replaceAll('@', ''), path)
    }
  return found
}

/** Every ending of the folder's path that may be its namespace; a project's own name has dots in it. */
function byFolder(folder: string): string[] {
  const parts = folder.split('/')
  return parts
    .map((_, index) => parts.slice(index).join('.'))
    .filter((name) => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name))
}

function toResolved(paths: string[]): Resolved {
  const [first, ...others] = paths.toSorted()
  return others.length === 0 ? { kind: 'file', path: first! } : { kind: 'files', paths: [first!, ...others] }
}
