import type { Import } from '../syntax/import.ts'
import type { Resolve, Resolved } from './resolver.ts'
import { type Crate, moduleOf, toCrates } from './rust-crates.ts'
import { folderOf, inFolder, joinPath, nameOf, type Tree } from './tree.ts'

const BUILT_IN = new Set(['std', 'core', 'alloc', 'proc_macro', 'test'])

/**
 * A path leads to the file of the last module on it; what follows is an item of that file. `crate`, `self` and `super`
 * are told from the crate's root by Cargo's folders; modules with `#[path]` are known only where they are declared.
 */
export function toRustResolver(tree: Tree): Resolve {
  const crates = toCrates(tree)
  return (from, imported) => {
    if (imported.kind === 'module') return declared(from, imported)
    const crate = crates.above(folderOf(from))
    const own = crate === null ? { root: from, module: [] } : moduleOf(tree, crate, from)
    const parts = imported.specifier.split('::').filter((part) => part !== '*')
    const [first = ''] = parts
    if (first === 'crate') return { kind: 'file', path: walk(own.root, parts.slice(1)) }
    if (first === 'self')
      return { kind: 'file', path: walk(own.root, [...own.module, ...parts.slice(1)], from) }
    if (first === 'super') return above(imported, { ...own, parts })
    if (first !== '' && childOf(from, first, own) !== null)
      return { kind: 'file', path: walk(own.root, [...own.module, ...parts], from) }
    return outside(crate, { imported, parts: parts.filter((part) => part !== '') })
  }

  /** `mod name;`: beside this file, or in the folder of its name. */
  function declared(from: string, imported: Import): Resolved {
    const { specifier } = imported
    const paths = specifier.endsWith('.rs')
      ? [joinPath(folderOf(from), specifier)]
      : specifier
          .split('::')
          .reduce<string[]>(
            (homes, part) => homes.flatMap((home) => [inFolder(home, part)]),
            [childFolder(from)],
          )
          .flatMap((base) => [`${base}.rs`, `${base}/mod.rs`])
    const path = paths.find((candidate) => candidate !== null && tree.has(candidate))
    return path
      ? { kind: 'file', path }
      : unresolved(imported, `is declared here and neither ${paths.join(' nor ')} is in the repository`)
  }

  function above(
    imported: Import,
    { root, module, parts }: { root: string; module: string[]; parts: string[] },
  ): Resolved {
    const ups = parts.findIndex((part) => part !== 'super')
    const count = ups < 0 ? parts.length : ups
    if (count > module.length) return unresolved(imported, 'leads above the root of its crate')
    return {
      kind: 'file',
      path: walk(root, [...module.slice(0, module.length - count), ...parts.slice(count)]),
    }
  }

  /** The file of the longest beginning of a module path that has one; items are in their module's file. */
  function walk(root: string, path: readonly string[], start = root): string {
    let file = root
    let folder = folderOf(root)
    for (const part of path) {
      const base = inFolder(folder, part)
      const next = [`${base}.rs`, `${base}/mod.rs`].find((candidate) => tree.has(candidate))
      if (next !== undefined) file = next
      // An inline module has a folder for its own modules and no file.
      else if (!tree.isFolder(base)) break
      folder = base
    }
    return file === root && start !== root && path.length > 0 && !tree.isFolder(childFolder(start))
      ? start
      : file
  }

  function childOf(from: string, name: string, { root }: { root: string }): string | null {
    const base = inFolder(from === root ? folderOf(root) : childFolder(from), name)
    return [`${base}.rs`, `${base}/mod.rs`].find((candidate) => tree.has(candidate)) ?? null
  }

  function outside(
    crate: Crate | null,
    { imported, parts }: { imported: Import; parts: string[] },
  ): Resolved {
    const [first = ''] = parts
    if (BUILT_IN.has(first)) return { kind: 'builtin', name: parts.join('::') }
    const dependency = crate?.dependencies.get(first)
    // Binaries, tests and examples use the library of their own crate by its name.
    const folder = dependency?.folder ?? (crate?.name === first ? crate.folder : null)
    const target = folder === null ? null : crates.in(folder)
    if (target?.library) return { kind: 'file', path: walk(target.library, parts.slice(1)) }
    if (folder !== null && tree.has(inFolder(folder, 'Cargo.toml')))
      return { kind: 'file', path: inFolder(folder, 'Cargo.toml') }
    if (dependency !== undefined || crate === null)
      return { kind: 'package', name: dependency?.name ?? first }
    return unresolved(
      imported,
      `begins with neither a module beside this file nor a dependency of ${inFolder(crate.folder, 'Cargo.toml')}`,
    )
  }
}

/** Where the modules of a file are: its own folder for lib.rs, main.rs and mod.rs, else the folder of its name. */
function childFolder(path: string): string {
  const name = nameOf(path)
  return /^(?:lib|main|mod)\.rs$/.test(name) ? folderOf(path) : path.replace(/\.rs$/, '')
}

function unresolved({ specifier }: Import, why: string): Resolved {
  return { kind: 'unresolved', why: `"${specifier}" ${why}.` }
}
