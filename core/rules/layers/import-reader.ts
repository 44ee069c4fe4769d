import type { Repository, Resolved, Resolver } from '../../imports/resolver.ts'
import { createResolver } from '../../imports/resolver.ts'
import type { FileImports, Import } from '../../syntax/import.ts'
import type { Syntax } from '../../syntax/syntax.ts'
import { MAX_TEXT } from '../max-text.ts'
import type { ImportMemory } from '../rule-input.ts'
import type { Work } from '../work.ts'

/** An import and where it leads. */
export type Edge = { imported: Import; resolved: Resolved }
export type Edges = { edges: Edge[]; problem: string | null }

export type ImportReader = {
  /** Of a text that stands at a path. */
  edgesOf: (path: string, text: string) => Edges
  /** Of a file of the tree; null when its text is not known here, which is noted in `unread`. */
  edgesAt: (path: string) => Edges | null
  unread: () => string[]
}

/** Steps to parse and resolve, for each character. */
const IMPORT_WORK = 2

/** Reads the imports of a tree's files and where they lead in it. */
export function createImportReader(
  repository: Repository,
  { syntax, work, memory }: { syntax: Syntax; work: Work; memory: ImportMemory | undefined },
): ImportReader {
  let resolver: Resolver | undefined
  const unread = new Set<string>()

  return {
    edgesOf,
    edgesAt: (path) => {
      const text = repository.read(path)
      if (text === undefined) unread.add(path)
      if (text === undefined) return null
      return text === null ? NOTHING : edgesOf(path, text)
    },
    unread: () => [...unread, ...(resolver?.unread() ?? [])],
  }

  function edgesOf(path: string, text: string): Edges {
    const { imports, problem } = importsOf(path, text)
    resolver ??= createResolver(repository)
    const { resolve } = resolver
    // What is not written to its end leads nowhere.
    const edges = imports
      .filter(({ specifier }) => specifier !== '')
      .map((imported) => ({ imported, resolved: resolve(path, imported) }))
    return { edges, problem }
  }

  function importsOf(path: string, text: string): FileImports {
    if (text.length > MAX_TEXT)
      return { imports: [], problem: `The file is larger than ${MAX_TEXT / 1024} Ki characters.` }
    const known = memory?.get(path)
    if (known !== undefined && known.text === text) return known
    work.left -= text.length * IMPORT_WORK
    const read = syntax.importsOf(path, text)
    memory?.set(path, { text, ...read })
    return read
  }
}

const NOTHING: Edges = { edges: [], problem: null }
