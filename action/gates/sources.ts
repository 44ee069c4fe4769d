import { type Collected, toText } from '../changes.ts'
import { readBlobs } from '../git/blobs.ts'
import type { Workspace } from '../workspace.ts'

/** The repository's text as it stands, for whoever parses findings: what changed, and the base for the rest. */
export type Sources = {
  /**
   * `parse` is run again when it reads files that were not there yet: first to learn which, then with them, and again
   * when what they say leads to others. It must be pure.
   */
  read: <T>(parse: (view: SourceView) => T) => Promise<T>
}
export type SourceView = {
  paths: string[]
  tracked: (path: string) => boolean
  read: (path: string) => string | null
}

/** A log names matchers, they name files, and those have lines: more rounds than that have no end. */
const MOST_ROUNDS = 4

/** Contents come from git and from what was collected, never from the workspace itself. */
export function createSources({ base, git }: Workspace, collected: Collected | null): Sources {
  const oids = new Map(
    [...base].flatMap(([path, { mode, oid }]) => (mode.startsWith('100') ? [[path, oid]] : [])),
  )
  const changed = new Map(collected?.files.map(({ path, content }) => [path, content]))
  const paths = new Set(oids.keys())
  for (const { kind, path } of collected?.changes ?? []) {
    if (kind === 'delete') paths.delete(path)
    else paths.add(path)
  }
  const known = new Map<string, string | null>(changed)
  const view = (read: SourceView['read']): SourceView => ({
    paths: [...paths],
    tracked: (path) => paths.has(path),
    read: (path) => (paths.has(path) ? read(path) : null),
  })

  return {
    read: async (parse) => {
      for (let round = 1; round < MOST_ROUNDS; round++) {
        const missing = new Map<string, string>()
        const parsed = parse(
          view((path) => {
            const oid = oids.get(path)
            if (!known.has(path) && oid !== undefined) missing.set(path, oid)
            return known.get(path) ?? null
          }),
        )
        if (missing.size === 0) return parsed
        const blobs = await readBlobs(git, missing.values())
        for (const [path, oid] of missing) known.set(path, toText(blobs.get(oid)))
      }
      return parse(view((path) => known.get(path) ?? null))
    },
  }
}
