import { toRecord, toText } from './read-jsonc.ts'
import { readToml } from './read-toml.ts'
import { folderOf, foldersUp, inFolder, joinPath, nameOf, type Tree } from './tree.ts'

/** A crate by its Cargo.toml. Names are as code writes them: "-" is "_". */
export type Crate = {
  folder: string
  name: string
  /** The library's root file. */
  library: string | null
  /** Names code may use to the crate they stand for; a folder when that crate is in the repository. */
  dependencies: ReadonlyMap<string, { name: string; folder: string | null }>
}

/** Finds crates; each Cargo.toml is read once. */
export function toCrates(tree: Tree): {
  above(folder: string): Crate | null
  in(folder: string): Crate | null
} {
  const known = new Map<string, Crate | null>()
  return {
    in: crateIn,
    above(folder) {
      for (const at of foldersUp(folder)) {
        const found = crateIn(at)
        if (found !== null) return found
      }
      return null
    },
  }

  function crateIn(folder: string): Crate | null {
    const found = known.get(folder)
    if (found !== undefined) return found
    const crate = read(folder)
    known.set(folder, crate)
    return crate
  }

  function read(folder: string): Crate | null {
    const toml = tomlAt(folder)
    const own = toRecord(toml?.package)
    if (toml === null || own === null) return null
    const library = joinPath(folder, toText(toRecord(toml.lib)?.path) ?? 'src/lib.rs')
    return {
      folder,
      name: toCode(toText(toRecord(toml.lib)?.name) ?? toText(own.name) ?? nameOf(folder)),
      library: library !== null && tree.has(library) ? library : null,
      dependencies: new Map(KINDS.flatMap((kind) => dependencies(folder, toRecord(toml[kind])))),
    }
  }

  function dependencies(folder: string, table: Record<string, unknown> | null) {
    return Object.entries(table ?? {}).map(([name, value]) => {
      const written = toRecord(value)
      const shared = written?.workspace === true ? inherited(folder, name) : null
      const path = toText(shared?.path ?? written?.path)
      const at = path === null ? null : joinPath(shared === null ? folder : shared.folder, path)
      const real = toText((shared?.written ?? written)?.package) ?? name
      return [toCode(name), { name: real, folder: at }] as const
    })
  }

  /** What the workspace's Cargo.toml says of a dependency. */
  function inherited(folder: string, name: string) {
    for (const at of foldersUp(folder)) {
      const table = toRecord(toRecord(tomlAt(at)?.workspace)?.dependencies)
      if (table === null) continue
      const written = toRecord(table[name])
      return { folder: at, written, path: written?.path }
    }
    return null
  }

  function tomlAt(folder: string): Record<string, unknown> | null {
    const text = tree.read(inFolder(folder, 'Cargo.toml'))
    return text === null ? null : readToml(text)
  }
}

const KINDS = ['dependencies', 'dev-dependencies', 'build-dependencies']

export function toCode(name: string): string {
  return name.replaceAll('-', '_')
}

/** The root file of the crate a file belongs to, and its module's path in it, by Cargo's folders. */
export function moduleOf(tree: Tree, crate: Crate, path: string): { root: string; module: string[] } {
  const relative = crate.folder === '' ? path : path.slice(crate.folder.length + 1)
  const target = /^(?:src\/bin|tests|examples|benches)\/([^/]+)(?:\/(.*))?$/.exec(relative)
  if (target !== null) {
    const folder = inFolder(crate.folder, relative.slice(0, relative.length - (target[2]?.length ?? -1) - 1))
    if (target[2] === undefined) return { root: path, module: [] }
    const main = inFolder(folder, 'main.rs')
    return { root: tree.has(main) ? main : path, module: tree.has(main) ? toModule(target[2]) : [] }
  }
  const library = crate.library ?? inFolder(crate.folder, 'src/main.rs')
  const main = inFolder(folderOf(library), 'main.rs')
  if (path === main && tree.has(main)) return { root: main, module: [] }
  const home = folderOf(library)
  if (!path.startsWith(home === '' ? '' : `${home}/`)) return { root: path, module: [] }
  return {
    root: library,
    module: path === library ? [] : toModule(home === '' ? path : path.slice(home.length + 1)),
  }
}

/** "a/b.rs" and "a/b/mod.rs" → ["a", "b"]. */
function toModule(relative: string): string[] {
  const parts = relative.replace(/\.rs$/, '').split('/')
  return parts.at(-1) === 'mod' || (parts.length === 1 && parts[0] === 'main') ? parts.slice(0, -1) : parts
}
