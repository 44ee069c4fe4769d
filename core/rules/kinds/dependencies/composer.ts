import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseJson, textOf } from './parsed.ts'
import { registryOf } from './python-requirement.ts'
import { originOf } from './where-from.ts'

/** composer.json. PHP itself, its extensions and libraries are no packages: only names with a vendor are. */
export function readComposerJson(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  const repositories = at(parsed.value, 'repositories')
  const listed = [...listOf(repositories), ...entriesOf(repositories).map(([, repository]) => repository)]
  return [
    ...['require', 'require-dev'].flatMap((section) =>
      entriesOf(at(parsed.value, section)).flatMap(([name, version]) =>
        name.includes('/') ? [packageOf(name.toLowerCase(), textOf(version))] : [],
      ),
    ),
    ...listed.flatMap((repository) => registryOf(textOf(at(repository, 'url')))),
  ]
}

/** composer.lock */
export function readComposerLock(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  return ['packages', 'packages-dev'].flatMap((section) =>
    listOf(at(parsed.value, section)).flatMap((entry) => {
      const name = textOf(at(entry, 'name'))
      if (name === null) return []
      const version = textOf(at(entry, 'version'))
      const url = textOf(at(entry, 'dist', 'url')) ?? textOf(at(entry, 'source', 'url'))
      const sum = textOf(at(entry, 'dist', 'shasum'))
      const found = packageOf(name.toLowerCase(), version, originOf(url, { name, version }))
      return [{ ...found, checksums: sum ? [`sha1hex-${sum}`] : [] }]
    }),
  )
}
