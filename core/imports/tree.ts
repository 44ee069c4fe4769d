import type { Repository } from './resolver.ts'

/** Characters of a manifest that is read; what is larger describes nothing. */
const MAX_MANIFEST = 1024 * 1024

/** The paths of a repository, with what resolution asks of them. Folders have no slash at the end, the root is "". */
export type Tree = {
  has(path: string): boolean
  /** Full paths of the files right in a folder, sorted. */
  filesIn(folder: string): readonly string[]
  /** Whether some file is anywhere below. */
  isFolder(path: string): boolean
  /** Full paths by file name. */
  named(name: string): readonly string[]
  folders(): Iterable<string>
  /** Null for no such file, and for one whose text is not known, which is then listed by `unread`. */
  read(path: string): string | null
  unread(): string[]
}

/** Indexes are made at the first question that needs them. */
export function toTree({ paths, read }: Repository): Tree {
  let byFolder: Map<string, string[]> | null = null
  let byName: Map<string, string[]> | null = null
  const unread = new Set<string>()
  return {
    has: (path) => paths.has(path),
    filesIn: (folder) => indexFolders().get(folder) ?? [],
    isFolder: (path) => indexFolders().has(path),
    named: (name) => indexNames().get(name) ?? [],
    folders: () => indexFolders().keys(),
    read: (path) => {
      if (!paths.has(path)) return null
      const text = read(path)
      if (text === undefined) unread.add(path)
      return text === undefined || text === null || text.length > MAX_MANIFEST ? null : text
    },
    unread: () => [...unread].sort(),
  }

  function indexFolders(): Map<string, string[]> {
    if (byFolder !== null) return byFolder
    byFolder = new Map()
    for (const path of [...paths].sort()) {
      let folder = folderOf(path)
      const files = byFolder.get(folder)
      if (files !== undefined) {
        files.push(path)
        continue
      }
      byFolder.set(folder, [path])
      while (folder !== '') {
        folder = folderOf(folder)
        if (byFolder.has(folder)) break
        byFolder.set(folder, [])
      }
    }
    return byFolder
  }

  function indexNames(): Map<string, string[]> {
    byName ??= Map.groupBy([...paths].sort(), nameOf)
    return byName
  }
}

/** "a/b.ts" → "a"; "b.ts" → "". */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`
}

/** A path told from a folder, with its "." and ".." worked out; null when it leads out of the repository. */
export function joinPath(folder: string, relative: string): string | null {
  let base = folder
  let at = 0
  for (;;) {
    if (relative.startsWith('./', at)) at += 2
    else if (relative.startsWith('../', at) && base !== '') {
      base = folderOf(base)
      at += 3
    } else break
  }
  const rest = relative.slice(at)
  return ODD.test(rest) ? joinSegments(base, rest) : inFolder(base, rest)
}

/** Segments that are no names. */
const ODD = /(?:^|\/)\.{0,2}(?:\/|$)/

function joinSegments(folder: string, relative: string): string | null {
  const segments = folder === '' ? [] : folder.split('/')
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return null
  }
  return segments.join('/')
}

/** The folder itself, then those above it, the root last. */
export function* foldersUp(folder: string): Generator<string> {
  for (let at = folder; ; at = folderOf(at)) {
    yield at
    if (at === '') return
  }
}
