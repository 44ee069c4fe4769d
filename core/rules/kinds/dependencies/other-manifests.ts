import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseJson, parseYamlDocuments, textOf } from './parsed.ts'
import { registryOrNull } from './where-from.ts'

/** pubspec.yaml; packages of the SDK come with it. */
export function readPubspec(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  const [value] = parsed.value
  const read = (section: string, role: Dependency['role']) =>
    entriesOf(at(value, section)).flatMap(([name, spec]): Dependency[] => {
      if (at(spec, 'sdk') !== undefined) return []
      const git = textOf(at(spec, 'git')) ?? textOf(at(spec, 'git', 'url'))
      const path = textOf(at(spec, 'path'))
      const hosted = textOf(at(spec, 'hosted')) ?? textOf(at(spec, 'hosted', 'url'))
      const source = git ?? (path === null ? null : `path ${path}`) ?? registryOrNull(hosted)
      return [{ role, name, version: textOf(spec) ?? textOf(at(spec, 'version')), source }]
    })
  return [
    ...read('dependencies', 'package'),
    ...read('dev_dependencies', 'package'),
    ...read('dependency_overrides', 'override'),
  ]
}

/** pubspec.lock */
export function readPubspecLock(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  return entriesOf(at(parsed.value[0], 'packages')).flatMap(([name, entry]) => {
    if (at(entry, 'source') === 'sdk') return []
    const url = textOf(at(entry, 'description', 'url'))
    const sum = textOf(at(entry, 'description', 'sha256'))
    const found = packageOf(name, textOf(at(entry, 'version')), registryOrNull(url))
    return [{ ...found, checksums: sum === null ? [] : [`sha256-${sum}`] }]
  })
}

/** packages.lock.json of NuGet; its projects are the repository's own. */
export function readNugetLock(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  return entriesOf(at(parsed.value, 'dependencies')).flatMap(([, framework]) =>
    entriesOf(framework).flatMap(([name, entry]) => {
      const sum = textOf(at(entry, 'contentHash'))
      const found = packageOf(name.toLowerCase(), textOf(at(entry, 'resolved')))
      return at(entry, 'type') === 'Project'
        ? []
        : [{ ...found, checksums: sum === null ? [] : [`sha512-${sum}`] }]
    }),
  )
}

/** Dockerfile: images, without the build's own stages. */
export function readDockerfile(text: string): Dependency[] {
  const stages = new Set(['scratch'])
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line)
      const copied = /^\s*COPY\s+(?:--\S+\s+)*?--from=(\S+)/i.exec(line)?.[1]
      const image = from?.[1] ?? (copied && !/^\d+$/.test(copied) ? copied : undefined)
      if (image === undefined) return []
      const known = stages.has(image.toLowerCase())
      if (from?.[2]) stages.add(from[2].toLowerCase())
      return known ? [] : [imageOf(image)]
    })
}

/** "host:5000/name:tag@sha256:…" */
function imageOf(image: string): Dependency {
  const bare = image.replace(/@.*$/, '')
  const colon = bare.indexOf(':', bare.lastIndexOf('/') + 1)
  return packageOf(colon < 0 ? bare : bare.slice(0, colon), colon < 0 ? null : bare.slice(colon + 1))
}

/** .pre-commit-config.yaml: repositories whose hooks run on every commit. */
export function readPreCommit(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  return listOf(at(parsed.value[0], 'repos')).flatMap((entry) => {
    const repository = textOf(at(entry, 'repo'))
    if (repository === null || repository === 'local' || repository === 'meta') return []
    return [packageOf(repository, textOf(at(entry, 'rev')))]
  })
}

/** Package.swift and Package.resolved, mix.exs and mix.lock: read line by line, as far as names stand there as text. */
export function readSwiftPackage(text: string): Dependency[] {
  return Array.from(
    text.matchAll(/\.package\(\s*(?:name:\s*"[^"\n]*",\s*)?(?:url|id):\s*"([^"\n]+)"/g),
    (found) => packageOf(found[1]!, null),
  )
}

export function readSwiftResolved(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  const pins = [...listOf(at(parsed.value, 'pins')), ...listOf(at(parsed.value, 'object', 'pins'))]
  return pins.flatMap((pin) => {
    const name = textOf(at(pin, 'identity')) ?? textOf(at(pin, 'package'))
    const source = textOf(at(pin, 'location')) ?? textOf(at(pin, 'repositoryURL'))
    return name === null ? [] : [packageOf(name, textOf(at(pin, 'state', 'version')), source)]
  })
}

export function readMixExs(text: string): Dependency[] {
  return text.split(/\r?\n/).flatMap((written) => {
    const found = /^\s*(?:\[\s*)?\{:(\w+),\s*(?:"([^"]*)"|(?:git|github|path|hex|only|in_umbrella):)/.exec(
      written.slice(0, 2_000),
    )
    if (!found || written.includes('in_umbrella:')) return []
    const source = /\b(git|github|path|hex):\s*(?:"([^"]*)"|:(\w+))/.exec(written.slice(0, 2_000))
    return [packageOf(found[1]!, found[2] ?? null, source ? `${source[1]} ${source[2] ?? source[3]}` : null)]
  })
}

export function readMixLock(text: string): Dependency[] {
  return Array.from(
    text.matchAll(/^[ \t]*"([\w-]+)": \{:(hex|git), (?::\w+|"([^"\n]*)"), "([^"\n]*)"/gm),
    (found) => packageOf(found[1]!, found[4]!, found[2] === 'git' ? found[3]! : null),
  )
}
