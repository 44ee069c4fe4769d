import { expect, test } from '@jest/globals'
import { isTest } from '../../../../core/harness/detect/is-test.ts'
import { findLayers } from '../../../../core/harness/detect/layers.ts'

/** "src/a src/b" are two files in each of these folders; "a > b": a file of a imports one of b. */
const find = (folders: string, imports: string, { packages = '', files = '' } = {}) => {
  const all = [
    ...words(folders).flatMap((folder) => [`${folder}/one.ts`, `${folder}/two.ts`]),
    ...words(files),
  ]
  const edges = imports
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pair.split('>').map((end) => end.trim()))
    .map(([from, to]) => ({ from: fileIn(all, from!), to: fileIn(all, to!) }))
  const found = findLayers(all, edges, new Set(words(packages)))
  return found === null
    ? null
    : { order: found.order.map(({ name, paths }) => `${name}: ${paths.join(' ')}`), shared: found.shared }
}
const words = (text: string) => text.split(' ').filter((word) => word !== '')
const fileIn = (files: string[], name: string) =>
  files.includes(name) ? name : files.find((file) => file.startsWith(`${name}/`))!

test('a chain of folders is an order', () => {
  expect(find('src/ui src/service src/repo', 'src/ui > src/service, src/service > src/repo')).toEqual({
    order: ['ui: src/ui/**', 'service: src/service/**', 'repo: src/repo/**'],
    shared: [],
  })
})

test('folders side by side, or that import each other, are none', () => {
  expect(find('src/app src/a src/b', 'src/app > src/a, src/app > src/b')).toBeNull()
  expect(find('src/ui src/service', 'src/ui > src/service, src/service > src/ui')).toBeNull()
  expect(find('src/ui src/service', '')).toBeNull()
  expect(find('src/a src/b src/c src/d src/e src/f src/g', 'src/a > src/b, src/b > src/c')).toBeNull()
})

test('folders of one file, tests, examples and what is built say nothing', () => {
  const chain = 'src/ui > src/service, src/service > src/repo, src/repo > src/one'
  expect(
    find('src/ui src/service src/repo src/__tests__ src/examples Shop.Tests dist', chain, {
      files: 'src/one/only.ts',
    })?.order,
  ).toHaveLength(3)
})

test('the folder where all sources are is gone down to', () => {
  const at = 'src/main/java/com/acme'
  expect(
    find(`${at}/web ${at}/repo`, `${at}/web > ${at}/repo`, { files: 'src/test/java/com/acme/X.java' })?.order,
  ).toEqual([`web: ${at}/web/**`, `repo: ${at}/repo/**`])
  expect(
    find('lib/shop/web lib/shop/repo', 'lib/shop/web > lib/shop/repo', { files: 'lib/shop.rb' })?.order[0],
  ).toBe('web: lib/shop/web/**')
  expect(
    find('shop/web shop/repo', 'shop/web > shop/repo', { files: 'shop/__init__.py tests/test_a.py setup.py' })
      ?.order[0],
  ).toBe('web: shop/web/**')
})

test('packages of a workspace are no layers; the folders of one may be', () => {
  const packages = 'packages/a packages/b packages/c'
  const files = 'packages/a/index.ts packages/a/x.ts packages/b/index.ts packages/b/x.ts packages/c/x.ts'
  expect(find('', 'packages/a > packages/b, packages/b > packages/c', { packages, files })).toBeNull()
  expect(
    find('packages/a/src/ui packages/a/src/db', 'packages/a/src/ui > packages/a/src/db', { packages, files })
      ?.order,
  ).toEqual(['ui: packages/a/src/ui/**', 'db: packages/a/src/db/**'])
})

test('a file beside a folder of its name belongs to it', () => {
  expect(
    find('src/ui src/repo', 'src/ui.rs > src/repo.rs', { files: 'src/ui.rs src/repo.rs src/main.rs' })?.order,
  ).toEqual(['ui: src/ui/** src/ui.rs', 'repo: src/repo/** src/repo.rs'])
})

test('a folder called shared that imports none is shared; other names of the engine are written otherwise', () => {
  expect(find('src/deny src/pages src/shared', 'src/deny > src/pages, src/pages > src/shared')).toEqual({
    order: ['deny-folder: src/deny/**', 'pages: src/pages/**'],
    shared: ['src/shared/**'],
  })
  expect(find('src/ui src/shared src/db', 'src/ui > src/shared, src/shared > src/db')?.order[1]).toBe(
    'shared-folder: src/shared/**',
  )
})

test('names that a glob would take for something else are left out', () => {
  expect(
    find('src/ui src/service src/repo src/[id] src/(group)', 'src/ui > src/service, src/service > src/repo')
      ?.order,
  ).toHaveLength(3)
})

test.each([
  'src/a.test.ts',
  'src/__tests__/a.ts',
  'pkg/a_test.go',
  'tests/a.py',
  'app/test_a.py',
  'spec/a_spec.rb',
  'A/BTests.cs',
  'src/test/java/BTest.java',
])('%s is a test', (path) => expect(isTest(path)).toBe(true))
test.each(['src/latest.ts', 'src/contest/a.py', 'src/testing.ts', 'a/protest.go', 'src/Testament.java'])(
  '%s is none',
  (path) => expect(isTest(path)).toBe(false),
)
