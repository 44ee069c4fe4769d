import type { Import } from '../../syntax/import.ts'
import { languageOf } from '../../syntax/language.ts'
import type { Resolved } from '../resolver.ts'
import { folderOf, foldersUp, inFolder, joinPath, type Tree } from '../tree.ts'
import { NODE_MODULES, NODE_SUBPATHS } from './builtins.ts'
import { mapSubpath } from './exports-map.ts'
import { readManifest } from './manifest.ts'
import { fileOfTarget, ownPackage, packageEntry } from './package-entry.ts'
import { probe, probeFolder } from './probe.ts'
import { mappedPaths, type PathMapping, pathMappingOf } from './tsconfig.ts'
import { toWorkspaces } from './workspaces.ts'

/** Resolves as TypeScript's "bundler" and Node do, with the sources in place of what is built of them. */
export function toEcmaScriptResolver(tree: Tree): (from: string, imported: Import) => Resolved {
  const workspaces = toWorkspaces(tree)
  const mappings = new Map<string, PathMapping>()
  const known = new Map<string, Resolved>()
  return (from, { specifier }) => {
    const at = { folder: folderOf(from), typed: isTyped(from) }
    const key = `${at.folder}\n${at.typed}\n${specifier}`
    const found = known.get(key) ?? resolve(specifier, at)
    known.set(key, found)
    return found
  }

  function resolve(specifier: string, at: Place): Resolved {
    // Loaders of webpack stand before the file: "raw!./a".
    const name = specifier.slice(specifier.lastIndexOf('!') + 1)
    if (name === '' || name.includes('\0') || name.includes('\n'))
      return unresolved(specifier, 'is no module name')
    if (/^\.{1,2}(?:\/|$)/.test(name)) return relative(name, at)
    if (name.startsWith('/')) return absolute(name, at)
    return (
      mapped(name, at) ??
      (name.startsWith('#') ? internal(name, at) : undefined) ??
      withScheme(name) ??
      bare(name, at)
    )
  }

  function relative(name: string, at: Place): Resolved {
    const file = firstOf(spellings(name), (spelled) => {
      const base = joinPath(at.folder, spelled)
      if (base === null) return null
      return /(?:^|\/)\.{0,2}$/.test(spelled) ? probeFolder(tree, base, at) : probe(tree, base, at)
    })
    if (file !== null) return { kind: 'file', path: file }
    const base = joinPath(at.folder, name)
    return base === null
      ? unresolved(name, 'leads out of the repository')
      : unresolved(name, `leads to ${base || 'the root'}, which is not in the repository`)
  }

  /** Bundlers take "/src/a" from the folder of index.html; anything else would be a path on somebody's machine. */
  function absolute(name: string, at: Place): Resolved {
    const file = firstOf(spellings(name), (spelled) =>
      firstOf([...foldersUp(at.folder)], (folder) =>
        firstOf(['', 'public'], (inner) => {
          const base = joinPath(inFolder(folder, inner), spelled)
          return base === null || base === folder ? null : probe(tree, base, at)
        }),
      ),
    )
    return file === null ? unresolved(name, 'is an absolute path') : { kind: 'file', path: file }
  }

  /** By `paths` and `baseUrl`. What they do not lead to may still be a package. */
  function mapped(name: string, at: Place): Resolved | undefined {
    const mapping = mappingOf(at.folder)
    const bases = [
      ...mappedPaths(mapping, name),
      ...(mapping.baseUrl === null ? [] : [inFolder(mapping.baseUrl, name)]),
    ]
    const file = firstOf(bases, (base) =>
      firstOf(spellings(base), (spelled) => probe(tree, spelled, { typed: true })),
    )
    return file === null ? undefined : { kind: 'file', path: file }
  }

  function mappingOf(folder: string): PathMapping {
    const known = mappings.get(folder)
    if (known !== undefined) return known
    const found = pathMappingOf(tree, folder, packageFile)
    mappings.set(folder, found)
    return found
  }

  /** What `extends` names in a package of the workspace. */
  function packageFile(name: string, folder: string): string | null {
    const { owner, subpath } = split(name)
    const home = workspaces(folder).get(owner)
    if (home === undefined) return null
    const direct = joinPath(home, subpath === '.' ? 'tsconfig.json' : subpath)
    const entry = packageEntry(tree, home, subpath)
    return (
      [direct, `${direct}.json`, entry.kind === 'file' ? entry.path : null].find(
        (path) => path?.endsWith('.json') === true && tree.has(path),
      ) ?? null
    )
  }

  /** "#x" by the `imports` of the nearest package.json; its targets may be packages. */
  function internal(name: string, at: Place): Resolved {
    const home = ownPackage(tree, at.folder)
    const imports = home === null ? null : readManifest(tree, inFolder(home, 'package.json'))?.imports
    if (home === null || !imports)
      return unresolved(name, 'needs `imports` in package.json, and there are none')
    const found = mapSubpath(imports, name)
    if (found.kind === 'closed')
      return unresolved(name, `is not among the \`imports\` of ${inFolder(home, 'package.json')}`)
    const file = firstOf(found.targets, (target) =>
      target.startsWith('.') ? fileOfTarget(tree, home, target) : null,
    )
    if (file !== null) return { kind: 'file', path: file }
    const outside = found.targets.find((target) => !/^[.#/]/.test(target))
    if (outside !== undefined) return withScheme(outside) ?? bare(outside, { ...at, folder: home })
    return unresolved(name, `leads to ${found.targets[0]}, which is not in the repository`)
  }

  /** A package of the repository by its name, or one from elsewhere. */
  function bare(name: string, at: Place): Resolved {
    const { owner, subpath } = split(name.replace(/[?].*$/s, ''))
    if (NODE_MODULES.has(owner) && (subpath === '.' || NODE_SUBPATHS.has(owner + subpath.slice(1))))
      return { kind: 'builtin', name: owner + subpath.slice(1) }
    if (!/^(?:@[^/\s]+\/)?[^@/\s][^/\s]*$/.test(owner)) return unresolved(name, 'is no module name')
    const home = homeOf(owner, at.folder)
    if (home === undefined) return { kind: 'package', name: owner }
    const entry = packageEntry(tree, home, subpath)
    if (entry.kind === 'file') return { kind: 'file', path: entry.path }
    if (entry.kind === 'closed')
      return unresolved(name, `is not exported by ${inFolder(home, 'package.json')}`)
    // The package is here though its file is built later: its manifest stands for it.
    return { kind: 'file', path: inFolder(home, 'package.json') }
  }

  /** A package may import itself by its name when it has `exports`. */
  function homeOf(owner: string, folder: string): string | undefined {
    const own = ownPackage(tree, folder)
    const manifest = own === null ? null : readManifest(tree, inFolder(own, 'package.json'))
    if (own !== null && manifest?.name === owner && manifest.exports) return own
    return workspaces(folder).get(owner)
  }
}

/** The importing file's folder, and whether TypeScript reads it. */
type Place = { folder: string; typed: boolean }

function isTyped(path: string): boolean {
  const language = languageOf(path)
  return language === 'TypeScript' || language === 'Tsx'
}

/** "./a.svg?raw" is a file name as it stands, or what bundlers make of it. */
function spellings(name: string): string[] {
  const bare = name.replace(/[?#].*$/s, '')
  return bare === name || bare === '' ? [name] : [name, bare]
}

/** "node:fs" → builtin; "npm:pg@8" and "jsr:@a/b" → package; "https://…" and "virtual:…" → as they are. */
function withScheme(name: string): Resolved | undefined {
  const found = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(name)
  if (found === null) return undefined
  const [, scheme, rest] = found
  if (scheme === 'node') return { kind: 'builtin', name: rest ?? '' }
  if (scheme === 'npm' || scheme === 'jsr')
    return { kind: 'package', name: /^\/?((?:@[^/]+\/)?[^@/]+)/.exec(rest ?? '')?.[1] ?? name }
  return /^(?:https?|data|blob|file)$/.test(scheme ?? '')
    ? { kind: 'package', name }
    : { kind: 'builtin', name }
}

/** "@a/b/c/d" → "@a/b" and "./c/d". */
function split(name: string): { owner: string; subpath: string } {
  const segments = name.split('/')
  const length = name.startsWith('@') ? 2 : 1
  const rest = segments.slice(length).join('/')
  return { owner: segments.slice(0, length).join('/'), subpath: rest === '' ? '.' : `./${rest}` }
}

function firstOf<T>(options: readonly T[], find: (option: T) => string | null): string | null {
  for (const option of options) {
    const found = find(option)
    if (found !== null) return found
  }
  return null
}

function unresolved(name: string, why: string): Resolved {
  return { kind: 'unresolved', why: `"${name}" ${why}.` }
}
