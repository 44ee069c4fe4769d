import { expect, test } from '@jest/globals'
import { findChangeKinds } from '../../../../core/rules/kinds/find-change-kinds.ts'
import { changed } from './kit.ts'

/** A detector that cannot read its file says so: what it could hide is asked for, never passed over. */

const DATA = [
  ...['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ...['Cargo.toml', 'Cargo.lock', 'go.mod', 'go.sum', 'pyproject.toml', 'poetry.lock', 'uv.lock', 'Pipfile'],
  ...['Pipfile.lock', 'Gemfile.lock', 'composer.json', 'composer.lock', 'pom.xml', 'app.csproj', 'deno.json'],
  ...['gradle/libs.versions.toml', 'packages.lock.json', 'Directory.Packages.props', 'packages.config'],
]
const KINDS = [
  ...DATA.map((path) => [path, 'dependency-added']),
  ['LICENSE', 'license'],
  ['.github/workflows/a.yml', 'ci'],
]
const BROKEN = ['{"a": [\n<<<< \u0001 = "x\n', '{"a":'.repeat(5_000), '<a><b', '\ud800', '&a [*a, *a]']

test.each(KINDS)('a broken %s counts as %s', (path, kind) => {
  for (const text of BROKEN)
    expect(findChangeKinds([changed(path!, '', text)]).map((found) => found.kind)).toContain(kind)
  const binary = changed(path!, null, null, { status: 'modified', binary: true })
  expect(findChangeKinds([binary]).map((found) => found.kind)).toContain(kind)
})

test('a pom.xml whose entities may hold a dependency counts as one', () => {
  const text = '<!DOCTYPE a [<!ENTITY a "<dependency/>">]><project><dependencies>&a;</dependencies></project>'
  const kinds = findChangeKinds([changed('pom.xml', '<project/>', text)]).map((found) => found.kind)
  expect(kinds).toContain('dependency-added')
})

test('the configuration of a checker that is no text any more counts as weakened', () => {
  const binary = changed('tsconfig.json', '{}', null, { status: 'modified', binary: true })
  expect(findChangeKinds([binary]).map((found) => found.kind)).toContain('test-weakened')
})
