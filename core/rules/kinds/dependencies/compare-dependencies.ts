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
  const known = Map.groupBy(before, keyOf)
  const told = new Set<string>()
  return after.flatMap((dependency): NewDependency[] => {
    const same = known.get(keyOf(dependency))
    const evidence = same ? changeOf(same, dependency) : additionOf(dependency, locked)
    const key = `${keyOf(dependency)} ${same ? evidence : ''}`
    if (evidence === null || told.has(key)) return []
    told.add(key)
    return [{ dependency, added: !same, evidence }]
  })
}

export function keyOf({ role, name }: Dependency): string {
  return `${role} ${name}`
}

function additionOf({ role, name, version, source }: Dependency, locked: boolean): string {
  const what = plain(version === null || version === '*' ? name : `${name} ${version}`)
  const from = source === null || version?.includes(source) ? '' : ` from ${plain(source)}`
  if (role === 'registry') return `takes packages from ${plain(name)}`
  if (role === 'include') return `includes the dependencies of ${plain(name)}`
  if (role === 'override')
    return `overrides the dependency ${plain(name)} with ${plain(`${source ?? ''} ${version ?? ''}`)}`
  return locked ? `adds ${what}${from} to the lockfile` : `adds the dependency ${what}${from}`
}

function changeOf(before: readonly Dependency[], after: Dependency): string | null {
  const name = plain(after.name)
  if (!before.some(({ source }) => source === after.source)) {
    const was = [...new Set(before.map(({ source }) => source ?? 'the registry'))].join(' or ')
    return `takes ${name} from ${plain(after.source ?? 'the registry')} instead of ${plain(was)}`
  }
  const same = before.filter(({ version, source }) => version === after.version && source === after.source)
  const old = same.flatMap(({ checksums }) => checksums ?? [])
  if (old.length === 0) return null
  const what = plain(after.version === null ? after.name : `${after.name} ${after.version}`)
  const now = after.checksums ?? []
  if (now.length === 0) return `drops the checksum of ${what}`
  return agrees(old, now) ? null : `changes the checksum of ${what} while its version stays the same`
}

/** Weakest first; others are not compared with these. */
const ALGORITHMS = ['md5', 'sha1hex', 'sha1', 'sha256', 'sha384', 'sha512']

/** Whether checksums can be of the same content: one is the same, or they are of other, stronger algorithms. */
function agrees(old: readonly string[], now: readonly string[]): boolean {
  if (now.some((checksum) => old.includes(checksum))) return true
  const before = new Set(old.map(algorithmOf))
  if (now.some((checksum) => before.has(algorithmOf(checksum)))) return false
  const rank = (sums: readonly string[]) =>
    Math.max(...sums.map((sum) => ALGORITHMS.indexOf(algorithmOf(sum))))
  return rank(now) >= rank(old)
}

/** "sha512-…", "sha256:…", "10c0/…" (Yarn) */
function algorithmOf(checksum: string): string {
  return /^[\w]+(?=[-:/])/.exec(checksum)?.[0] ?? ''
}
