import { plain } from '../plain.ts'
import type { Dependency } from './dependency.ts'

/** Something new in a manifest or a lockfile. `added`: not even the name was there before. */
export type NewDependency = { dependency: Dependency; added: boolean; evidence: string }

/** What `after` names and `before` did not, and what comes from elsewhere or has another checksum without a new version. */
export function compareDependencies(
  before: readonly Dependency[],
  after: readonly Dependency[],
  { locked }: { locked: boolean },
): NewDependency[] {
  const known = indexOf(before)
  const told = new Set<string>()
  return after.flatMap((dependency): NewDependency[] => {
    const key = keyOf(dependency)
    const same = known.get(key)
    const evidence = same ? changeOf(same, dependency) : additionOf(dependency, locked)
    const once = same ? `${key} ${evidence}` : key
    if (evidence === null || told.has(once)) return []
    told.add(once)
    return [{ dependency, added: !same, evidence }]
  })
}

/** Everything known under one name; the checksums by version and source. */
type Known = { sources: Set<string | null>; sums: Map<string, Checksums> }
type Checksums = { values: Set<string>; algorithms: Set<string>; rank: number }

function indexOf(dependencies: readonly Dependency[]): Map<string, Known> {
  const index = new Map<string, Known>()
  for (const dependency of dependencies) {
    const key = keyOf(dependency)
    const known = index.get(key) ?? { sources: new Set(), sums: new Map() }
    index.set(key, known)
    known.sources.add(dependency.source)
    const sums = known.sums.get(artifactOf(dependency)) ?? {
      values: new Set(),
      algorithms: new Set(),
      rank: -1,
    }
    known.sums.set(artifactOf(dependency), sums)
    for (const sum of dependency.checksums ?? []) {
      sums.values.add(sum)
      sums.algorithms.add(algorithmOf(sum))
      sums.rank = Math.max(sums.rank, rankOf(sum))
    }
  }
  return index
}

function artifactOf({ version, source }: Dependency): string {
  return JSON.stringify([version, source])
}

export function keyOf({ role, name }: Dependency): string {
  return `${role} ${name}`
}

function additionOf({ role, name, version, source }: Dependency, locked: boolean): string {
  const what = plain(version === null || version === '*' ? name : `${name} ${version}`)
  const from = source === null || version?.includes(source) ? '' : ` from ${plain(source)}`
  if (role === 'registry') return `takes packages from ${plain(name)}`
  if (role === 'include') return `includes the dependencies of ${plain(name)}`
  if (role === 'override') {
    const target =
      source === null || version?.includes(source) ? (version ?? '') : `${source} ${version ?? ''}`
    return `overrides the dependency ${plain(name)} with ${plain(target)}`
  }
  return locked ? `adds ${what}${from} to the lockfile` : `adds the dependency ${what}${from}`
}

function changeOf({ sources, sums }: Known, after: Dependency): string | null {
  if (!sources.has(after.source)) {
    const was = [...sources].slice(0, 3).map((source) => source ?? 'the registry')
    return `takes ${plain(after.name)} from ${plain(after.source ?? 'the registry')} instead of ${plain(was.join(' or '))}`
  }
  const old = sums.get(artifactOf(after))
  if (!old || old.values.size === 0) return null
  const what = plain(after.version === null ? after.name : `${after.name} ${after.version}`)
  const now = after.checksums ?? []
  if (now.length === 0) return `drops the checksum of ${what}`
  return agrees(old, now) ? null : `changes the checksum of ${what} while its version stays the same`
}

/** Weakest first; others are not compared with these. */
const ALGORITHMS = ['md5', 'sha1hex', 'sha1', 'sha256', 'sha384', 'sha512']

/** Whether checksums can be of the same content: one is the same, or they are of other, stronger algorithms. */
function agrees({ values, algorithms, rank }: Checksums, now: readonly string[]): boolean {
  if (now.some((sum) => values.has(sum))) return true
  return !now.some((sum) => algorithms.has(algorithmOf(sum))) && now.some((sum) => rankOf(sum) >= rank)
}

function rankOf(checksum: string): number {
  return ALGORITHMS.indexOf(algorithmOf(checksum))
}

/** "sha512-…", "sha256:…", "10c0/…" (Yarn) */
function algorithmOf(checksum: string): string {
  return /^[\w]+(?=[-:/])/.exec(checksum)?.[0] ?? ''
}
