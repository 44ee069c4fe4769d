import type { KindContext } from '../kind-context.ts'
import { candidatesOf } from './entry-points.ts'
import type { Exported } from './exported.ts'
import { type ScannedExports, scanExports } from './scan-exports.ts'
import type { Tree } from './trees.ts'

/** A public name and the file that declares it. */
export type PublicName = Exported & { path: string }

/** So many files are followed from one package's entry points. */
const MAX_FILES = 500
const MAX_SOURCE = 4 * 1024 * 1024

/** Every name modules hand on, through re-exports as far as their files can be read. Each file is scanned once. */
export function surfaceReader(
  tree: Tree,
  exportsOf: KindContext['exportsOf'],
): (path: string) => Map<string, PublicName> {
  const scanned = new Map<string, ScannedExports | null>()
  // A file in the middle of a circle hands on what it has found so far.
  const collected = new Map<string, Map<string, PublicName>>()
  return collect

  function scan(path: string): ScannedExports | null {
    const known = scanned.get(path)
    if (known !== undefined || scanned.size >= MAX_FILES) return known ?? null
    const text = tree(path)
    const found = text === null || text.length > MAX_SOURCE ? null : scanExports(path, text)
    if (found && exportsOf && text !== null) found.names = named(found, exportsOf(path, text))
    scanned.set(path, found)
    return found
  }

  function collect(path: string): Map<string, PublicName> {
    const known = collected.get(path)
    if (known) return known
    const names = new Map<string, PublicName>()
    collected.set(path, names)
    const found = scan(path)
    if (!found) return names
    for (const { name, as, from, line } of found.reExports) {
      const inner = from.startsWith('.') ? resolve(path, from) : null
      const theirs = inner === null ? new Map<string, PublicName>() : collect(inner)
      if (name === null)
        for (const [key, one] of theirs) if (key !== 'default' && !names.has(key)) names.set(key, one)
      if (name === null && inner === null)
        names.set(`* from ${from}`, { name: `* from ${from}`, path, line, header: null })
      if (name !== null && as !== null) {
        const origin = theirs.get(name)
        names.set(as, origin ? { ...origin, name: as } : { name: as, path, line, header: null })
      }
    }
    for (const one of found.names) names.set(one.name, { ...one, path })
    return names
  }

  function resolve(path: string, specifier: string): string | null {
    const target = join(path, specifier)
    return target === null
      ? null
      : (candidatesOf(target).find((candidate) => scan(candidate) !== null) ?? null)
  }
}

/** A real parser knows the names; the scanner adds what their declarations promise. */
function named(scanned: ScannedExports, parsed: readonly { name: string; line: number }[]): Exported[] {
  const headers = new Map(scanned.names.map(({ name, header }) => [name, header]))
  const taken = new Set(scanned.reExports.flatMap(({ as }) => as ?? []))
  return parsed
    .filter(({ name }) => !taken.has(name) && name !== '*')
    .map(({ name, line }) => ({ name, line, header: headers.get(name) ?? null }))
}

/** "src/index.ts" and "./a/../b.js" → "src/b.js"; null: it leads out of the repository. */
function join(path: string, specifier: string): string | null {
  const parts = path.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
