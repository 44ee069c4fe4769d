import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseJson, parseToml, textOf } from './parsed.ts'
import { pythonName, registryOf, withoutRef } from './python-requirement.ts'
import { registryOrNull } from './where-from.ts'

/** poetry.lock, pdm.lock, uv.lock and pylock.toml: tables of packages that differ in where they say the source. */
export function readPythonLock(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const packages = [...listOf(at(parsed.value, 'package')), ...listOf(at(parsed.value, 'packages'))]
  return packages.flatMap((entry) => {
    const name = textOf(at(entry, 'name'))
    const source = at(entry, 'source')
    // The project itself.
    if (name === null || at(source, 'virtual') !== undefined || at(source, 'editable') === '.') return []
    const files = ['files', 'wheels'].flatMap((key) => listOf(at(entry, key)))
    const sums = [...files, at(entry, 'sdist')].flatMap((file) => textOf(at(file, 'hash')) ?? [])
    return [
      { ...packageOf(pythonName(name), textOf(at(entry, 'version')), sourceOf(entry)), checksums: sums },
    ]
  })
}

function sourceOf(entry: unknown): string | null {
  const source = at(entry, 'source')
  for (const value of [
    at(source, 'git'),
    at(source, 'url'),
    at(entry, 'git'),
    at(entry, 'url'),
    at(entry, 'vcs', 'url'),
  ])
    if (textOf(value) !== null) return withoutRef(textOf(value)!)
  for (const key of ['path', 'directory', 'editable']) {
    const path = textOf(at(source, key)) ?? textOf(at(entry, key))
    if (path !== null) return `path ${path}`
  }
  return registryOrNull(textOf(at(source, 'registry')) ?? textOf(at(entry, 'index')))
}

/** Pipfile.lock */
export function readPipfileLock(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  const packages = entriesOf(parsed.value)
    .filter(([key]) => key !== '_meta')
    .flatMap(([, category]) => entriesOf(category))
  const sources = listOf(at(parsed.value, '_meta', 'sources')).flatMap((source) =>
    registryOf(textOf(at(source, 'url'))),
  )
  return [
    ...packages.map(([name, entry]) => {
      const source = ['git', 'file', 'path'].map((key) => textOf(at(entry, key))).find((one) => one !== null)
      return {
        ...packageOf(
          pythonName(name),
          textOf(at(entry, 'version'))?.replace(/^==/, '') ?? null,
          source ?? null,
        ),
        checksums: listOf(at(entry, 'hashes')).flatMap((hash) => textOf(hash) ?? []),
      }
    }),
    ...sources,
  ]
}
