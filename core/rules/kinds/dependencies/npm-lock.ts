import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, parseJson, textOf } from './parsed.ts'
import { originOf, originOfSpecification } from './where-from.ts'

/** package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3; version 2 holds both tables. */
export function readNpmLock(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  const packages = at(parsed.value, 'packages')
  const dependencies = at(parsed.value, 'dependencies')
  if (
    packages === undefined &&
    dependencies === undefined &&
    at(parsed.value, 'lockfileVersion') === undefined
  )
    return null
  return [...placed(packages), ...nested(dependencies, packages !== undefined)]
}

/** `node_modules/a/node_modules/@s/b`; other keys are the workspace's own packages, and links lead to them. */
function placed(packages: unknown): Dependency[] {
  return entriesOf(packages).flatMap(([place, entry]) => {
    const start = place.lastIndexOf('node_modules/')
    if (start < 0 || at(entry, 'link') === true) return []
    const name = place.slice(start + 'node_modules/'.length)
    const real = textOf(at(entry, 'name')) ?? name
    const version = textOf(at(entry, 'version'))
    const origin = originOf(textOf(at(entry, 'resolved')), { name: real, version })
    return [locked(name, version, { entry, source: origin ?? (real === name ? null : `npm:${real}`) })]
  })
}

function nested(dependencies: unknown, besideNew: boolean): Dependency[] {
  const found: Dependency[] = []
  const left = entriesOf(dependencies)
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, entry] = next
    const written = textOf(at(entry, 'version'))
    for (const inner of entriesOf(at(entry, 'dependencies'))) left.push(inner)
    if (besideNew && written?.startsWith('file:')) continue
    const other = written === null ? null : originOfSpecification(written)
    const alias = other === null ? null : /^npm:(.+)$/.exec(other)
    const version = other === null ? written : (/@([^@/]+)$/.exec(written ?? '')?.[1] ?? written)
    const resolved = textOf(at(entry, 'resolved'))
    const origin = originOf(resolved, { name: alias?.[1] ?? name, version })
    found.push(locked(name, version, { entry, source: origin ?? other }))
  }
  return found
}

function locked(
  name: string,
  version: string | null,
  { entry, source }: { entry: unknown; source: string | null },
) {
  const checksums = (textOf(at(entry, 'integrity')) ?? '').split(/\s+/).filter((checksum) => checksum !== '')
  return { ...packageOf(name, version, source), checksums }
}
