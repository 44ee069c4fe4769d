import { count, plural } from '../../../say/numbers.ts'
import type { ChangedFile } from '../change-kind.ts'
import type { Weakening } from './compare-tests.ts'

/** Stored results: text of several runners, images and other files below their folders. */
const SNAPSHOTS =
  /\.(snap|ambr|snapshot)$|(^|\/)(__snapshots__|__image_snapshots__|__file_snapshots__)\/|\.(verified|approved|received)\.[\w.]+$|-snapshots\/[^/]+$/

/** From so many rewritten results in one change on, nobody looked at each. */
export const MASS = 10

type Difference = { path: string; rewritten: number; removed: number; of: number }

/** Results rewritten by the dozen, and results that are gone though their file is not a moved one. */
export function findSnapshots(files: readonly ChangedFile[]): Weakening[] {
  const differences = files
    .filter(({ path, renamedFrom }) => SNAPSHOTS.test(path) || SNAPSHOTS.test(renamedFrom ?? ''))
    .map(differ)
  const mass = differences.reduce((sum, { rewritten }) => sum + rewritten, 0) >= MASS
  return differences.flatMap(({ path, rewritten, removed, of }) => [
    ...(removed > 0
      ? [{ path, line: null, evidence: `removes ${plural(removed, 'stored snapshot')} of ${count(of)}` }]
      : []),
    ...(mass && rewritten > 0
      ? [
          {
            path,
            line: null,
            evidence: `rewrites ${plural(rewritten, 'stored snapshot')} of ${count(of)} in a change that rewrites many`,
          },
        ]
      : []),
  ])
}

function differ({ path, status, before, after }: ChangedFile): Difference {
  const old = entriesOf(before)
  const now = entriesOf(after)
  if (status === 'added') return { path, rewritten: 0, removed: 0, of: 0 }
  const rewritten = [...old].filter(([name, body]) => now.has(name) && now.get(name) !== body).length
  const gone = [...old.keys()].filter((name) => !now.has(name)).length
  const came = [...now.keys()].filter((name) => !old.has(name)).length
  const of = Math.max(old.size, 1)
  // A picture, or a file that is one result: it is rewritten whole.
  if (before === null || after === null)
    return { path, rewritten: status === 'deleted' ? 0 : 1, removed: status === 'deleted' ? of : 0, of }
  return { path, rewritten, removed: Math.max(0, gone - came), of }
}

/** Results by name: `exports[\`name 1\`] = …` (Jest, Vitest), `# name: test_x` (Syrupy); otherwise the file is one. */
function entriesOf(text: string | null): Map<string, string> {
  if (text === null) return new Map()
  const starts = Array.from(text.matchAll(/^(?:exports\[`([^\n]*)`\] = |# name: ([^\n]*)$)/gm))
  if (starts.length === 0) return new Map(/\S/.test(text) ? [['', text]] : [])
  return new Map(
    starts.map((match, index) => [
      match[1] ?? match[2] ?? '',
      text.slice(match.index, starts[index + 1]?.index ?? text.length).trimEnd(),
    ]),
  )
}
