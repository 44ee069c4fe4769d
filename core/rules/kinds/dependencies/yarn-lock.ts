import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, parseYamlDocuments, textOf } from './parsed.ts'
import { originOf, originOfSpecification } from './where-from.ts'

/** yarn.lock of Yarn 1 (a format of its own) and of Yarn 2 and later (YAML). */
export function readYarnLock(text: string): Dependency[] | null {
  if (/^__metadata:/m.test(text)) return readBerry(text)
  return /^# yarn lockfile v1\s*$/m.test(text) || text.trim() === '' ? readClassic(text) : null
}

type Block = { header: string; fields: Map<string, string> }

function readClassic(text: string): Dependency[] | null {
  const blocks: Block[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    if (!line.startsWith(' ')) {
      if (!line.endsWith(':')) return null
      blocks.push({ header: line.slice(0, -1), fields: new Map() })
      continue
    }
    const field = /^ {2}"?(version|resolved|integrity)"? +(.+)$/.exec(line)
    if (field) blocks.at(-1)?.fields.set(field[1]!, field[2]!.replace(/^"(.*)"$/, '$1'))
  }
  return blocks.flatMap(({ header, fields }) =>
    header.split(',').map((written) => {
      const { name, range } = splitDescriptor(written.trim().replace(/^"(.*)"$/, '$1'))
      const version = fields.get('version') ?? null
      const other = originOfSpecification(range)
      const resolved = fields.get('resolved') ?? null
      const real = other?.startsWith('npm:') ? other.slice('npm:'.length) : name
      const origin = originOf(resolved, { name: real, version })
      return {
        ...packageOf(name, version, origin ?? other),
        checksums: fields.get('integrity')?.split(/\s+/) ?? shaOf(resolved),
      }
    }),
  )
}

function shaOf(resolved: string | null): string[] {
  const found = /#([0-9a-f]{40})$/.exec(resolved ?? '')
  return found ? [`sha1hex-${found[1]}`] : []
}

function readBerry(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  return entriesOf(parsed.value[0]).flatMap(([key, entry]) => {
    const resolution = textOf(at(entry, 'resolution'))
    if (key === '__metadata' || resolution === null || at(entry, 'linkType') === 'soft') return []
    const version = textOf(at(entry, 'version'))
    const checksum = textOf(at(entry, 'checksum'))
    const names = new Set(key.split(',').map((written) => splitDescriptor(written.trim()).name))
    return [...names].map((name) => ({
      ...packageOf(name, version, berrySource(name, version, resolution)),
      checksums: checksum === null ? [] : [checksum],
    }))
  })
}

/** "left-pad@npm:1.3.0", "a@https://github.com/o/a.git#commit=…", "b@npm:1.0.0::__archiveUrl=https%3A…" */
function berrySource(name: string, version: string | null, resolution: string): string | null {
  const { name: real, range } = splitDescriptor(resolution)
  const archive = /::(?:.*&)?__archiveUrl=([^&]+)/.exec(range.slice(0, 2_000))
  if (archive)
    return originOf(archive[1]!.replaceAll('%3A', ':').replaceAll('%2F', '/'), { name: real, version })
  if (!range.startsWith('npm:')) return originOf(range, { name: real, version })
  return real === name ? null : `npm:${real}`
}

function splitDescriptor(descriptor: string): { name: string; range: string } {
  const sign = descriptor.indexOf('@', 1)
  return sign < 0
    ? { name: descriptor, range: '' }
    : { name: descriptor.slice(0, sign), range: descriptor.slice(sign + 1) }
}
