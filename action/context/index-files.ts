import type { Clean } from '../../core/clean/clean.ts'
import { prose } from '../../core/clean/prose.ts'
import { firstHeading } from '../../core/markdown/first-heading.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import { toText } from '../changes.ts'
import { readBlobs, sizesOf } from '../git/blobs.ts'
import type { Workspace } from '../workspace.ts'

/** Files of which the agent learns path and first heading; `more` are not shown. */
export type FileIndex = { entries: { path: string; heading: Clean | null }[]; more: number }

const MOST_ENTRIES = 200
/** Of one file that is looked into. */
const MOST_BYTES = 512 * 1024

/** Lists the files of the base commit that globs cover, by path; never what is hidden. */
export async function indexFiles({ base, absent, git }: Workspace, globs: string[]): Promise<FileIndex> {
  if (globs.length === 0) return { entries: [], more: 0 }
  const paths = [...base]
    .filter(([path, { mode }]) => mode.startsWith('100') && !absent.has(path) && !path.includes('\uFFFD'))
    .flatMap(([path]) => (matchGlobs(globs, path) ? [path] : []))
    .toSorted()
  const shown = paths.slice(0, MOST_ENTRIES)
  const oidOf = (path: string) => base.get(path)?.oid ?? ''
  const sizes = await sizesOf(git, shown.map(oidOf))
  const small = shown.map(oidOf).filter((oid) => (sizes.get(oid) ?? Number.POSITIVE_INFINITY) <= MOST_BYTES)
  const blobs = await readBlobs(git, small)
  const entries = shown.map((path) => {
    const text = toText(blobs.get(oidOf(path)))
    const heading = text === null ? null : firstHeading(path, text)
    return { path, heading: heading === null ? null : prose(heading).text }
  })
  return { entries, more: paths.length - shown.length }
}
