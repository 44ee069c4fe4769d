import { toRecord } from '../read-jsonc.ts'

/**
 * Conditions that are taken, in the order in which package.json names them. `import` and `require` both are: the same
 * file stands for both, and which of them holds is not the repository's structure.
 */
const CONDITIONS = new Set([
  'source',
  'types',
  'development',
  'import',
  'module',
  'module-sync',
  'require',
  'node',
  'browser',
  'deno',
  'bun',
  'worker',
  'react-server',
  'production',
  'default',
])

/** `targets`: what may be meant, the first first. `closed`: the key is there and leads nowhere, or nothing leads here. */
export type Mapped = { kind: 'targets'; targets: string[] } | { kind: 'closed' }

/** Looks up "." or "./x" in `exports`, "#x" in `imports`. */
export function mapSubpath(map: unknown, subpath: string): Mapped {
  const entries = toRecord(map)
  const byPath =
    entries !== null && Object.keys(entries).some((key) => /^[.#]/.test(key)) ? entries : { '.': map }
  const exact = Object.hasOwn(byPath, subpath) && !subpath.includes('*') ? byPath[subpath] : undefined
  if (exact !== undefined) return toMapped(exact, null)
  const found = Object.keys(byPath)
    .flatMap((key) => {
      const filled = fill(key, subpath)
      return filled === null ? [] : [{ key, filled }]
    })
    .toSorted((a, b) => b.key.indexOf('*') - a.key.indexOf('*') || b.key.length - a.key.length)[0]
  return found === undefined ? { kind: 'closed' } : toMapped(byPath[found.key], found.filled)
}

/** What "*" stands for when a key matches; old packages end a key with "/" instead. */
function fill(key: string, subpath: string): string | null {
  const star = key.indexOf('*')
  if (star < 0) return key.endsWith('/') && subpath.startsWith(key) ? subpath.slice(key.length) : null
  const before = key.slice(0, star)
  const after = key.slice(star + 1)
  if (subpath.length < before.length + after.length) return null
  return subpath.startsWith(before) && subpath.endsWith(after)
    ? subpath.slice(before.length, subpath.length - after.length)
    : null
}

function toMapped(target: unknown, filled: string | null): Mapped {
  const targets = targetsOf(target, 0).map((path) =>
    filled === null ? path : path.endsWith('/') ? path + filled : path.replaceAll('*', filled),
  )
  return targets.length === 0 ? { kind: 'closed' } : { kind: 'targets', targets }
}

/** Deeper than anybody nests conditions. */
const MAX_DEPTH = 20

function targetsOf(target: unknown, depth: number): string[] {
  if (typeof target === 'string') return [target]
  if (depth > MAX_DEPTH) return []
  if (Array.isArray(target)) return target.flatMap((option) => targetsOf(option, depth + 1))
  return Object.entries(toRecord(target) ?? {}).flatMap(([condition, inner]) =>
    CONDITIONS.has(condition) || condition.startsWith('types@') ? targetsOf(inner, depth + 1) : [],
  )
}
