import type { ChangedFile } from '../change-kind.ts'
import { plain } from '../plain.ts'
import type { PublicName } from './surface-of.ts'

export type ApiChange = { path: string; line: number | null; evidence: string }

/** Names that came, went, or whose declaration promises something else. `entry` is where a name is told that no changed file holds. */
export function compareSurfaces(
  before: ReadonlyMap<string, PublicName>,
  after: ReadonlyMap<string, PublicName>,
  { files, entry }: { files: readonly ChangedFile[]; entry: string },
): ApiChange[] {
  const head = new Map(files.map(({ path, renamedFrom }) => [renamedFrom ?? path, path]))
  const changed = new Set(files.map(({ path }) => path))
  const told: ApiChange[] = []
  for (const [name, { path, line, header }] of after) {
    const old = before.get(name)
    const place = changed.has(path) ? { path, line } : { path: entry, line: null }
    if (!old) told.push({ ...place, evidence: `exports the new name ${plain(name)}` })
    else if (old.header !== null && header !== null && old.header !== header)
      told.push({ ...place, evidence: `changes the signature of ${plain(name)}` })
  }
  for (const [name, { path }] of before)
    if (!after.has(name))
      told.push({ path: head.get(path) ?? entry, line: null, evidence: `no longer exports ${plain(name)}` })
  return told
}
