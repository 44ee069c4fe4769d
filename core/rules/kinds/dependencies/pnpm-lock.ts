import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseJsonc, parseYamlDocuments, textOf } from './parsed.ts'
import { originOf } from './where-from.ts'

/** pnpm-lock.yaml, versions 5 to 9. Since version 10 of pnpm a first document may hold what the configuration needs. */
export function readPnpmLock(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  if (parsed.value.some((document) => document !== null && at(document, 'lockfileVersion') === undefined))
    return null
  return parsed.value.flatMap((document) =>
    entriesOf(at(document, 'packages')).map(([key, entry]) => {
      const place = splitKey(key)
      const name = textOf(at(entry, 'name')) ?? place.name
      const version = textOf(at(entry, 'version')) ?? place.version
      const resolution = at(entry, 'resolution')
      const url = ['tarball', 'repo', 'directory']
        .map((field) => textOf(at(resolution, field)))
        .find((one) => one !== null)
      const integrity = textOf(at(resolution, 'integrity'))
      return {
        ...packageOf(name, version, originOf(url ?? null, { name, version })),
        checksums: integrity === null ? [] : [integrity],
      }
    }),
  )
}

/** "/@s/a/1.0.0_peer@2" (5), "/@s/a@1.0.0(peer@2)" (6), "@s/a@1.0.0" (9), "github.com/o/a/commit". */
function splitKey(key: string): { name: string; version: string | null } {
  const plain = key.replace(/\(.*$/s, '').replace(/^\//, '')
  const sign = plain.indexOf('@', 1)
  const scoped = plain.startsWith('@') ? plain.indexOf('/') + 1 : 0
  const slash = plain.indexOf('/', scoped)
  // In version 5 the name ends at a slash, and an @ can only stand in the peers behind it.
  if (key.startsWith('/') && slash > 0 && (sign < 0 || slash < sign))
    return { name: plain.slice(0, slash), version: plain.slice(slash + 1).replace(/_.*$/s, '') }
  return sign < 0
    ? { name: plain, version: null }
    : { name: plain.slice(0, sign), version: plain.slice(sign + 1) }
}

/** bun.lock: `"left-pad": ["left-pad@1.3.0", "registry", {}, "sha512-…"]`; git and paths have no registry. */
export function readBunLock(text: string): Dependency[] | null {
  const parsed = parseJsonc(text)
  if (!parsed || at(parsed.value, 'lockfileVersion') === undefined) return null
  return entriesOf(at(parsed.value, 'packages')).flatMap(([key, value]) => {
    const [written, registry] = listOf(value)
    const resolved = textOf(written) ?? key
    const sign = resolved.indexOf('@', 1)
    const real = sign < 0 ? resolved : resolved.slice(0, sign)
    const version = sign < 0 ? null : resolved.slice(sign + 1)
    if (version?.startsWith('workspace:')) return []
    const name = nameInPlace(key)
    const elsewhere =
      version !== null && /[:/]/.test(version) ? originOf(version, { name, version: null }) : null
    const checksum = listOf(value).findLast((one) => typeof one === 'string' && /^sha\d+-/.test(one))
    return [
      {
        ...packageOf(
          name,
          version,
          elsewhere ?? (textOf(registry) || (real === name ? null : `npm:${real}`)),
        ),
        checksums: typeof checksum === 'string' ? [checksum] : [],
      },
    ]
  })
}

/** "a/b" is b below a, "a/@s/b" is @s/b below a. */
function nameInPlace(key: string): string {
  const parts = key.split('/')
  const scope = parts.at(-2)
  return scope?.startsWith('@') ? `${scope}/${parts.at(-1)}` : (parts.at(-1) ?? key)
}

/** deno.lock: packages of npm and JSR, and addresses. */
export function readDenoLock(text: string): Dependency[] | null {
  const parsed = parseJsonc(text)
  if (!parsed) return null
  const held = (kind: string) => [
    ...entriesOf(at(parsed.value, kind)),
    ...entriesOf(at(parsed.value, 'packages', kind)),
  ]
  const packages = ['npm', 'jsr'].flatMap((kind) =>
    held(kind).map(([key, entry]) => {
      const { name, version } = splitKey(key)
      const integrity = textOf(at(entry, 'integrity'))
      return {
        ...packageOf(name, version?.replace(/_.*$/s, '') ?? null, kind === 'npm' ? null : kind),
        checksums: integrity === null ? [] : [integrity],
      }
    }),
  )
  const remote = entriesOf(at(parsed.value, 'remote')).map(([url, hash]) => ({
    ...packageOf(url, null),
    checksums: typeof hash === 'string' ? [hash] : [],
  }))
  return [...packages, ...remote]
}
