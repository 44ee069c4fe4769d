import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseJson, parseJsonc, parseYamlDocuments, textOf } from './parsed.ts'
import { originOfSpecification } from './where-from.ts'

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** package.json. Packages of the same workspace are no dependencies. */
export function readPackageJson(text: string): Dependency[] | null {
  const parsed = parseJson(text)
  if (!parsed) return null
  const { value } = parsed
  const named = SECTIONS.flatMap((section) => entriesOf(at(value, section)).flatMap(toDependency))
  const bundled = ['bundledDependencies', 'bundleDependencies']
    .flatMap((key) => listOf(at(value, key)))
    .flatMap((name) =>
      typeof name === 'string' && !named.some((one) => one.name === name) ? [packageOf(name, null)] : [],
    )
  return [
    ...named,
    ...bundled,
    ...overridesIn(at(value, 'overrides')),
    ...overridesIn(at(value, 'resolutions')),
    ...overridesIn(at(value, 'pnpm', 'overrides')),
    ...overridesIn(at(value, 'catalog')),
    ...entriesOf(at(value, 'catalogs')).flatMap(([, catalog]) => overridesIn(catalog)),
  ]
}

/** pnpm-workspace.yaml and .yarnrc.yml: catalogs, overrides and registries. */
export function readNpmWorkspace(text: string): Dependency[] | null {
  const parsed = parseYamlDocuments(text)
  if (!parsed) return null
  const [value] = parsed.value
  const registry = textOf(at(value, 'npmRegistryServer'))
  return [
    ...entriesOf(at(value, 'catalog')).flatMap(toDependency),
    ...entriesOf(at(value, 'catalogs')).flatMap(([, catalog]) => entriesOf(catalog).flatMap(toDependency)),
    ...entriesOf(at(value, 'configDependencies')).flatMap(toDependency),
    ...overridesIn(at(value, 'overrides')),
    ...(registry ? [registryOf(registry)] : []),
    ...entriesOf(at(value, 'npmScopes')).flatMap(([, scope]) => {
      const server = textOf(at(scope, 'npmRegistryServer'))
      return server ? [registryOf(server)] : []
    }),
  ]
}

/** .npmrc: only where packages come from. */
export function readNpmrc(text: string): Dependency[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(?:@[^\s:=]+:)?registry\s*=\s*(\S+)/.exec(line)
    return found ? [registryOf(found[1]!)] : []
  })
}

/** deno.json(c) and import maps: what comes from elsewhere. */
export function readDenoJson(text: string): Dependency[] | null {
  const parsed = parseJsonc(text)
  if (!parsed) return null
  const scopes = entriesOf(at(parsed.value, 'scopes')).map(([, scope]) => scope)
  return [at(parsed.value, 'imports'), ...scopes].flatMap((imports) =>
    entriesOf(imports).flatMap(([, target]) => {
      const found = /^(npm|jsr|https?):(?:\/{0,2})(@?[^@\s]+)(?:@([^/\s]+))?/.exec(textOf(target) ?? '')
      return found ? [packageOf(found[2]!, found[3] ?? null, found[1] === 'npm' ? null : found[1]!)] : []
    }),
  )
}

function toDependency([name, value]: [string, unknown]): Dependency[] {
  const version = textOf(value)
  if (version === null) return [packageOf(name, null)]
  return version.startsWith('workspace:') ? [] : [packageOf(name, version, originOfSpecification(version))]
}

/** Overrides nest: `{ "a": { ".": "1", "b": "2" } }`. A bare version steers a package that is there already. */
function overridesIn(value: unknown): Dependency[] {
  const found: Dependency[] = []
  const left = entriesOf(value)
  for (let entry = left.pop(); entry; entry = left.pop()) {
    const [name, target] = entry
    const version = textOf(target)
    if (version === null)
      left.push(...entriesOf(target).map(([key, one]): [string, unknown] => [key === '.' ? name : key, one]))
    else found.push({ role: 'override', name, version, source: originOfSpecification(version) })
  }
  return found
}

function registryOf(name: string): Dependency {
  return { role: 'registry', name, version: null, source: null }
}
