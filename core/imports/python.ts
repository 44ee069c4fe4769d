import type { Import } from '../syntax/import.ts'
import { PYTHON_MODULES } from './python-stdlib.ts'
import { toRecord, toText, toTexts } from './read-jsonc.ts'
import { readToml } from './read-toml.ts'
import type { Resolve, Resolved } from './resolver.ts'
import { folderOf, foldersUp, inFolder, joinPath, type Tree } from './tree.ts'

/**
 * Modules and packages of the repository, by the folders Python may be started with: the one above the importing file's
 * package, those above that, each with its "src" and what pyproject.toml or setup.cfg declare. `from a import b` is
 * a/b.py when that is a module, else a's own file.
 */
export function toPythonResolver(tree: Tree): Resolve {
  const roots = new Map<string, string[]>()
  return (from, imported) => {
    const dots = /^\.*/.exec(imported.specifier)?.[0].length ?? 0
    const parts = imported.specifier.slice(dots).split('.').filter(Boolean)
    return dots > 0 ? relative(from, { dots, parts, imported }) : absolute(from, { parts, imported })
  }

  function relative(from: string, { dots, parts, imported }: Asked & { dots: number }): Resolved {
    const base = joinPath(folderOf(from), [...Array(dots - 1).fill('..'), ...parts].join('/'))
    if (base === null) return unresolved(imported, 'leads out of the repository')
    return taken(base, imported) ?? unresolved(imported, `leads to ${base || 'the root'}, where no module is`)
  }

  function absolute(from: string, { parts, imported }: Asked): Resolved {
    const [top = ''] = parts
    let partly: string | null = null
    for (const root of rootsOf(folderOf(from))) {
      const found = taken(inFolder(root, parts.join('/')), imported)
      if (found !== undefined && !isOwnNamespace(root, top, found)) return found
      // A package that is here, without the part that is asked for.
      if (tree.has(inFolder(root, `${top}/__init__.py`))) partly ??= inFolder(root, top)
    }
    if (partly !== null) return unresolved(imported, `is not in ${partly}, which is in the repository`)
    if (PYTHON_MODULES.has(top)) return { kind: 'builtin', name: imported.specifier }
    return top === '' ? unresolved(imported, 'is no module name') : { kind: 'package', name: top }
  }

  /** A folder of a library's name ("test", "docker") is no module of that library. */
  function isOwnNamespace(root: string, top: string, found: Resolved): boolean {
    return (
      found.kind === 'files' && PYTHON_MODULES.has(top) && !tree.has(inFolder(root, `${top}/__init__.py`))
    )
  }

  /** The file of a module, or the files of what is taken from a package. */
  function taken(base: string, { names }: Import): Resolved | undefined {
    const own = moduleAt(base)
    const inner = names.map((name) => (name === '*' ? null : moduleAt(inFolder(base, name))))
    if (names.length > 0 && (own === null || isPackage(own)) && inner.some((path) => path !== null)) {
      const rest = inner.includes(null) && own !== null ? [own] : []
      return toResolved([...inner.filter((path) => path !== null), ...rest])
    }
    if (own !== null) return { kind: 'file', path: own }
    // A package without __init__.py has nothing but its modules.
    const all = names.length === 0 || names.includes('*') ? tree.filesIn(base).filter(isModule) : []
    return all.length > 0 ? toResolved([...all]) : undefined
  }

  function moduleAt(base: string): string | null {
    if (base === '') return null
    return MODULES.map((ending) => base + ending).find((path) => tree.has(path)) ?? null
  }

  function rootsOf(folder: string): string[] {
    const known = roots.get(folder)
    if (known !== undefined) return known
    let above = folder
    while (
      above !== '' &&
      (tree.has(inFolder(above, '__init__.py')) || tree.has(inFolder(above, '__init__.pyi')))
    )
      above = folderOf(above)
    const found = [...foldersUp(above)].flatMap((at) => [at, ...declaredRoots(tree, at), inFolder(at, 'src')])
    const unique = [...new Set(found)]
    roots.set(folder, unique)
    return unique
  }
}

type Asked = { parts: string[]; imported: Import }

const MODULES = ['.py', '/__init__.py', '.pyi', '/__init__.pyi']

function isModule(path: string): boolean {
  return /\.pyi?$/.test(path)
}

function isPackage(path: string): boolean {
  return /(?:^|\/)__init__\.pyi?$/.test(path)
}

function toResolved(paths: string[]): Resolved {
  const [first, ...others] = [...new Set(paths)].sort()
  return others.length === 0 && first !== undefined
    ? { kind: 'file', path: first }
    : { kind: 'files', paths: [first!, ...others] }
}

/** Folders of packages that a project's manifests declare: setuptools, Poetry, Hatch, Maturin. */
function declaredRoots(tree: Tree, folder: string): string[] {
  const toml = tree.read(inFolder(folder, 'pyproject.toml'))
  const tool = toRecord((toml === null ? null : readToml(toml))?.tool)
  const setuptools = toRecord(tool?.setuptools)
  const packages = toRecord(tool?.poetry)?.packages
  const cfg = tree.read(inFolder(folder, 'setup.cfg')) ?? ''
  const declared = [
    ...toTexts(toRecord(toRecord(setuptools?.packages)?.find)?.where),
    ...toTexts(toRecord(setuptools?.['package-dir'])?.['']),
    ...(Array.isArray(packages) ? packages.flatMap((entry) => toText(toRecord(entry)?.from) ?? []) : []),
    ...toTexts(toRecord(tool?.maturin)?.['python-source']),
    ...toTexts(toRecord(toRecord(tool?.pytest)?.ini_options)?.pythonpath),
    ...Array.from(cfg.matchAll(/^(?:where|[ \t]+)[ \t]*=[ \t]*(\S+)[ \t]*$/gm), (found) => found[1]!),
  ]
  return declared.flatMap((path) => joinPath(folder, path) ?? [])
}

function unresolved({ specifier }: Import, why: string): Resolved {
  return { kind: 'unresolved', why: `"${specifier}" ${why}.` }
}
