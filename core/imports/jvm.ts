import type { Import } from '../syntax/import.ts'
import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, nameOf, type Tree } from './tree.ts'

/**
 * Java and Kotlin: the file whose path ends with the package and the type, in whatever source root; of several, the one
 * nearest to the importing file. A Kotlin function may be in any file of its package: the one that declares it when the
 * texts are known, else all of the package.
 */
export function toJvmResolver(tree: Tree): Resolve {
  let packages: Map<string, string[]> | null = null
  return (from, imported) => {
    const { specifier } = imported
    if (specifier.endsWith('.*')) {
      const inside = specifier.slice(0, -2)
      const folder = packageFolder(from, inside)
      if (folder !== null) return toResolved(sourcesIn(folder))
      return typeFile(from, inside) ?? outside(imported)
    }
    return typeFile(from, specifier) ?? member(from, specifier) ?? outside(imported)
  }

  /** "a.b.C" and types inside of it, "a.b.C.D". */
  function typeFile(from: string, name: string): Resolved | undefined {
    const parts = name.split('.')
    for (
      let length = parts.length;
      length > 0 && (length === parts.length || isType(parts[length]));
      length--
    ) {
      const type = parts[length - 1]!
      const home = parts.slice(0, length - 1).join('/')
      const candidates = ENDINGS.flatMap((ending) => tree.named(type + ending)).filter((path) =>
        endsWith(folderOf(path), home),
      )
      const path = nearest(from, candidates)
      if (path !== null) return { kind: 'file', path }
    }
    return undefined
  }

  /** A top-level function, property or type of Kotlin that has no file of its name. */
  function member(from: string, name: string): Resolved | undefined {
    const dot = name.lastIndexOf('.')
    const folder = dot < 0 ? null : packageFolder(from, name.slice(0, dot))
    if (folder === null) return undefined
    const sources = sourcesIn(folder).filter((path) => path.endsWith('.kt'))
    const own = sources.filter((path) => declares(tree.read(path), name.slice(dot + 1)))
    if (own.length > 0) return toResolved(own)
    return sources.length > 0 && sources.some((path) => tree.unread().includes(path))
      ? toResolved(sources)
      : undefined
  }

  function packageFolder(from: string, name: string): string | null {
    packages ??= indexPackages(tree)
    const folder = name.replaceAll('.', '/')
    const candidates = (packages.get(nameOf(folder)) ?? []).filter((path) => endsWith(path, folder))
    return nearest(from, candidates)
  }

  function sourcesIn(folder: string): string[] {
    return tree.filesIn(folder).filter(isSource)
  }
}

const ENDINGS = ['.java', '.kt', '.kts']

function isSource(path: string): boolean {
  return ENDINGS.some((ending) => path.endsWith(ending))
}

function isType(part: string | undefined): boolean {
  return part !== undefined && /^\p{Lu}/u.test(part)
}

/** Folders that have sources, by their last name. */
function indexPackages(tree: Tree): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const folder of tree.folders()) {
    if (!tree.filesIn(folder).some(isSource)) continue
    const same = found.get(nameOf(folder))
    if (same === undefined) found.set(nameOf(folder), [folder])
    else same.push(folder)
  }
  return found
}

function endsWith(folder: string, end: string): boolean {
  return end === '' || folder === end || folder.endsWith(`/${end}`)
}

/** The candidate that shares most folders with the importing file; the first by name when several do. */
function nearest(from: string, candidates: string[]): string | null {
  const own = from.split('/')
  const shared = (path: string) => {
    const parts = path.split('/')
    const end = parts.findIndex((part, index) => part !== own[index])
    return end < 0 ? parts.length : end
  }
  return candidates.toSorted((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1))[0] ?? null
}

/** Kotlin declares with a keyword before the name; a receiver or type parameters may stand between. */
function declares(text: string | null, name: string): boolean {
  if (text === null) return false
  const found = text.match(/\b(?:fun|val|var|class|interface|object|typealias)\s[^\n={]{0,300}/g) ?? []
  return found.some((line) => line.split(/[^\p{L}\p{N}_]+/u).includes(name))
}

const BUILT_IN = /^(?:java|javax|jdk|sun|com\.sun|kotlin|org\.w3c\.dom|org\.xml\.sax|org\.ietf\.jgss)\./

function outside({ specifier }: Import): Resolved {
  if (BUILT_IN.test(specifier)) return { kind: 'builtin', name: specifier }
  const parts = specifier.replace(/\.\*$/, '').split('.')
  const end = parts.findIndex(isType)
  const name = parts
    .slice(0, end < 0 ? (specifier.endsWith('.*') ? parts.length : parts.length - 1) : end)
    .join('.')
  return name === ''
    ? { kind: 'unresolved', why: `"${specifier}" has no package and is not in the repository.` }
    : { kind: 'package', name }
}

function toResolved(paths: string[]): Resolved {
  const [first, ...others] = paths
  if (first === undefined) return { kind: 'unresolved', why: 'The package has no files.' }
  return others.length === 0 ? { kind: 'file', path: first } : { kind: 'files', paths }
}
