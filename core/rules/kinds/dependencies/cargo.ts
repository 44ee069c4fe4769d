import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseToml, textOf } from './parsed.ts'
import { registryOrNull } from './where-from.ts'

const TABLES = [
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
]

/** Cargo.toml: every table of dependencies, also those of targets and of the workspace; patches override. */
export function readCargoToml(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const { value } = parsed
  const holders = [
    value,
    at(value, 'workspace'),
    ...entriesOf(at(value, 'target')).map(([, target]) => target),
  ]
  const patches = [...entriesOf(at(value, 'patch')).map(([, patch]) => patch), at(value, 'replace')]
  return [
    ...holders.flatMap((holder) => TABLES.flatMap((table) => entriesOf(at(holder, table)).map(toDependency))),
    ...patches.flatMap((patch) =>
      entriesOf(patch).map((entry) => ({ ...toDependency(entry), role: 'override' as const })),
    ),
  ]
}

function toDependency([name, spec]: [string, unknown]): Dependency {
  const git = textOf(at(spec, 'git'))
  const other = ['path', 'registry', 'package'].flatMap((key) => {
    const value = textOf(at(spec, key))
    return value === null ? [] : [`${key} ${value}`]
  })
  return packageOf(name, textOf(spec) ?? textOf(at(spec, 'version')), git ?? other[0] ?? null)
}

/** Cargo.lock; a package without a source is one of the repository's own. */
export function readCargoLock(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  return listOf(at(parsed.value, 'package')).flatMap((entry) => {
    const name = textOf(at(entry, 'name'))
    const source = textOf(at(entry, 'source'))
    if (name === null || source === null) return []
    const checksum = textOf(at(entry, 'checksum'))
    return [
      {
        ...packageOf(name, textOf(at(entry, 'version')), registryOrNull(source.replace(/[?#].*$/s, ''))),
        checksums: checksum === null ? [] : [`sha256-${checksum}`],
      },
    ]
  })
}
