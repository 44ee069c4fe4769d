import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, listOf, parseToml, textOf } from './parsed.ts'
import { parseRequirement, pythonName, registryOf, withoutRef } from './python-requirement.ts'

/** pyproject.toml: the standard's tables, and those of Poetry, uv, PDM and Hatch. */
export function readPyproject(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const { value } = parsed
  const tool = (...keys: string[]) => at(value, 'tool', ...keys)
  const lists = [
    at(value, 'build-system', 'requires'),
    at(value, 'project', 'dependencies'),
    ...inner(at(value, 'project', 'optional-dependencies')),
    ...inner(at(value, 'dependency-groups')),
    tool('uv', 'dev-dependencies'),
    ...inner(tool('pdm', 'dev-dependencies')),
    ...inner(tool('hatch', 'envs')).flatMap((env) => [
      at(env, 'dependencies'),
      at(env, 'extra-dependencies'),
    ]),
  ]
  const tables = [
    tool('poetry', 'dependencies'),
    tool('poetry', 'dev-dependencies'),
    ...inner(tool('poetry', 'group')).map((group) => at(group, 'dependencies')),
  ]
  const named = [
    ...lists.flatMap(requirements),
    ...tables.flatMap((table) => entriesOf(table).flatMap(tableEntry)),
  ]
  const sources = new Map(
    entriesOf(tool('uv', 'sources')).map(([name, spec]) => [pythonName(name), sourceOf(spec)]),
  )
  return [
    ...named.map((one) => ({ ...one, source: one.source ?? sources.get(one.name) ?? null })),
    ...requirements(tool('uv', 'override-dependencies')).map((one) => ({
      ...one,
      role: 'override' as const,
    })),
    ...[
      ...listOf(tool('uv', 'index')),
      ...listOf(tool('poetry', 'source')),
      ...listOf(tool('pdm', 'source')),
    ].flatMap((index) => registryOf(textOf(at(index, 'url')))),
  ]
}

/** Pipfile: every table that is not about something else is a category of packages. */
export function readPipfile(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  const others = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile'])
  return [
    ...entriesOf(parsed.value)
      .filter(([key]) => !others.has(key))
      .flatMap(([, table]) => entriesOf(table).flatMap(tableEntry)),
    ...listOf(at(parsed.value, 'source')).flatMap((source) => registryOf(textOf(at(source, 'url')))),
  ]
}

function inner(table: unknown): unknown[] {
  return entriesOf(table).map(([, value]) => value)
}

function requirements(list: unknown): Dependency[] {
  return listOf(list).flatMap((one) => parseRequirement(textOf(one) ?? '') ?? [])
}

/** `name = "^1"`, `name = { version = "1", git = "…" }`, or a list of such. */
function tableEntry([name, spec]: [string, unknown]): Dependency[] {
  if (name === 'python') return []
  const specs = Array.isArray(spec) ? spec : [spec]
  return specs.map((one) =>
    packageOf(pythonName(name), textOf(one) ?? textOf(at(one, 'version')), sourceOf(one)),
  )
}

function sourceOf(spec: unknown): string | null {
  const [first] = listOf(spec)
  const of = first ?? spec
  for (const key of ['git', 'url', 'path', 'file', 'index', 'source']) {
    const value = textOf(at(of, key))
    if (value !== null) return withoutRef(key === 'git' || key === 'url' ? value : `${key} ${value}`)
  }
  return null
}
