import type { RuledFile, RuleInput } from '../rule-input.ts'
import type { Edges, ImportReader } from './import-reader.ts'

/** The changed files as they were before: where they stood, and where their imports led, in the paths of today. */
export type OldFile = Edges & { path: string }
export type OldFiles = { of: (file: RuledFile) => OldFile | null }

export function createOldFiles({ files }: Pick<RuleInput, 'files'>, reader: ImportReader): OldFiles {
  const moved = new Map(
    files.flatMap(({ path, renamedFrom }) =>
      renamedFrom === undefined ? [] : [[renamedFrom, path] as const],
    ),
  )
  const known = new Map<string, OldFile>()
  return {
    of: ({ path: now, base, renamedFrom }) => {
      if (base === null) return null
      const before = known.get(now)
      if (before !== undefined) return before
      const path = renamedFrom ?? now
      const read = reader.edgesOf(path, base)
      const file = {
        path,
        problem: read.problem,
        edges: moved.size === 0 ? read.edges : read.edges.map(today),
      }
      known.set(now, file)
      return file
    },
  }

  function today(edge: Edges['edges'][number]): Edges['edges'][number] {
    const { imported, resolved } = edge
    if (resolved.kind !== 'file') return edge
    return { imported, resolved: { kind: 'file', path: moved.get(resolved.path) ?? resolved.path } }
  }
}
