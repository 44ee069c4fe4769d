import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, textOf } from './parsed.ts'
import { registryOf } from './python-requirement.ts'

/** Everything is text and every element a list; entities stay unread, so no DOCTYPE can grow. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
})

type Element = { name: string; value: unknown }

/** pom.xml: dependencies, plugins, extensions and the parent, wherever they stand (profiles, management). */
export function readPom(text: string): Dependency[] | null {
  const elements = elementsOf(text)
  return (
    elements?.flatMap(({ name, value }) => {
      if (name === 'repository' || name === 'pluginRepository') return registryOf(inner(value, 'url'))
      if (!['dependency', 'plugin', 'extension', 'parent', 'annotationProcessorPath', 'path'].includes(name))
        return []
      const artifact = inner(value, 'artifactId')
      const group = inner(value, 'groupId') ?? (name === 'plugin' ? 'org.apache.maven.plugins' : null)
      return artifact && group ? [packageOf(`${group}:${artifact}`, inner(value, 'version'))] : []
    }) ?? null
  )
}

/** *.csproj and its kin, Directory.Packages.props, packages.config. NuGet knows no upper and lower case. */
export function readMsbuild(text: string): Dependency[] | null {
  const elements = elementsOf(text)
  return (
    elements?.flatMap(({ name, value }) => {
      const attribute = (key: string) => textOf(at(value, `@${key}`))
      if (name === 'package') return named(attribute('id'), attribute('version'))
      if (!/^(?:PackageReference|PackageVersion|GlobalPackageReference|DotNetCliToolReference)$/.test(name))
        return []
      return named(attribute('Include'), attribute('Version') ?? inner(value, 'Version'))
    }) ?? null
  )
}

/** nuget.config: where packages come from. */
export function readNugetConfig(text: string): Dependency[] | null {
  const elements = elementsOf(text)
  return (
    elements
      ?.filter(({ name }) => name === 'packageSources')
      .flatMap(({ value }) =>
        listOf(at(value, 'add')).flatMap((source) => registryOf(textOf(at(source, '@value')))),
      ) ?? null
  )
}

function named(name: string | null, version: string | null): Dependency[] {
  return name === null ? [] : name.split(';').map((one) => packageOf(one.trim().toLowerCase(), version))
}

/** Every element of the document; null when it is not well-formed, or declares entities: a dependency may be in one. */
function elementsOf(text: string): Element[] | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null
  let root: unknown
  try {
    if (XMLValidator.validate(text) !== true) return null
    root = parser.parse(text)
  } catch {
    // Nested too deeply, or broken in a way the validator does not see.
    return null
  }
  const found: Element[] = []
  const left: unknown[] = [root]
  for (let next = left.pop(); next !== undefined; next = left.pop())
    for (const [name, values] of entriesOf(next))
      for (const value of listOf(values)) {
        found.push({ name, value })
        left.push(value)
      }
  return found
}

/** The text of the first inner element of a name. */
function inner(value: unknown, name: string): string | null {
  const [first] = listOf(at(value, name))
  return (textOf(first) ?? textOf(at(first, '#text')))?.trim() ?? null
}
