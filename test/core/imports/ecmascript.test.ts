import { expect, test } from '@jest/globals'
import { manifestsOf } from '../../../core/imports/manifests-of.ts'
import { createResolver } from '../../../core/imports/resolver.ts'

/** Resolves in a tree given as texts; what is `null` exists without a text. */
function resolve(files: Record<string, string | null>, from: string, specifier: string): string {
  const resolver = createResolver({
    paths: new Set([...Object.keys(files), from]),
    read: (path) => files[path] ?? null,
  })
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 }
  const found = resolver.resolve(from, { specifier, kind: 'static', names: [], ...place })
  switch (found.kind) {
    case 'file':
      return found.path
    case 'files':
      return found.paths.join(' ')
    case 'unresolved':
      return `? ${found.why}`
    default:
      return `${found.kind} ${found.name}`
  }
}

const tsconfig = `{ // comments
  "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"], "@/deep/*": ["./deep/*"], "lib": ["./src/lib.ts"], }, },
}`

test.each([
  ['a source for what is emitted', { 'src/b.ts': null, 'src/b.js': null }, 'src/a.ts', './b.js', 'src/b.ts'],
  [
    'what is written, in JavaScript',
    { 'src/b.ts': null, 'src/b.js': null },
    'src/a.js',
    './b.js',
    'src/b.js',
  ],
  ['an ending that is left out', { 'src/b.tsx': null }, 'src/a.ts', './b', 'src/b.tsx'],
  ['an index file', { 'src/b/index.ts': null }, 'src/a.ts', './b', 'src/b/index.ts'],
  ['a file before a folder', { 'src/b.ts': null, 'src/b/index.ts': null }, 'src/a.ts', './b', 'src/b.ts'],
  ['the folder itself', { 'src/index.ts': null }, 'src/x/a.ts', '..', 'src/index.ts'],
  ['a module ending', { 'b.mts': null }, 'a.ts', './b.mjs', 'b.mts'],
  ['a declaration', { 'b.d.ts': null }, 'a.ts', './b.js', 'b.d.ts'],
  ['a query', { 'a.svg': null }, 'a.ts', './a.svg?raw', 'a.svg'],
  [
    'the main file of a folder',
    { 'b/package.json': '{"main":"./lib/x"}', 'b/lib/x.js': null },
    'a.js',
    './b',
    'b/lib/x.js',
  ],
  ['a path mapping', { 'tsconfig.json': tsconfig, 'src/b.ts': null }, 'src/a.ts', '@/b', 'src/b.ts'],
  [
    'the longest path mapping',
    { 'tsconfig.json': tsconfig, 'deep/b.ts': null, 'src/deep/b.ts': null },
    'src/a.ts',
    '@/deep/b',
    'deep/b.ts',
  ],
  [
    'an exact path mapping',
    { 'tsconfig.json': tsconfig, 'src/lib.ts': null },
    'src/a.ts',
    'lib',
    'src/lib.ts',
  ],
  ['baseUrl', { 'tsconfig.json': tsconfig, 'src/b.ts': null }, 'src/a.ts', 'src/b', 'src/b.ts'],
  [
    'a mapping that is inherited',
    {
      'tsconfig.base.json': tsconfig,
      'p/tsconfig.json': '{"extends":["../tsconfig.base"]}',
      'src/b.ts': null,
    },
    'p/a.ts',
    '@/b',
    'src/b.ts',
  ],
  [
    'a mapping of a referenced config',
    {
      'tsconfig.json': '{"files":[],"references":[{"path":"./tsconfig.app.json"}]}',
      'tsconfig.app.json': tsconfig,
      'src/b.ts': null,
    },
    'src/a.ts',
    '@/b',
    'src/b.ts',
  ],
  [
    'configs that extend each other',
    { 'tsconfig.json': '{"extends":"./b.json"}', 'b.json': '{"extends":"./tsconfig.json"}' },
    'a.ts',
    'pg',
    'package pg',
  ],
  [
    'package imports',
    {
      'package.json': '{"imports":{"#x/*":{"types":"./types/*.ts","default":"./src/*.ts"}}}',
      'src/b.ts': null,
    },
    'src/a.ts',
    '#x/b',
    'src/b.ts',
  ],
  [
    'a workspace',
    {
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/b/package.json': '{"name":"@a/b","exports":{".":"./dist/index.js"}}',
      'packages/b/src/index.ts': null,
    },
    'packages/a/x.ts',
    '@a/b',
    'packages/b/src/index.ts',
  ],
  [
    'a pnpm workspace',
    {
      'pnpm-workspace.yaml': 'packages:\n  - "libs/**"\n',
      'libs/x/b/package.json': '{"name":"b"}',
      'libs/x/b/index.js': null,
    },
    'a.ts',
    'b',
    'libs/x/b/index.js',
  ],
  [
    'a pattern of exports',
    {
      'package.json': '{"workspaces":["p/*"]}',
      'p/b/package.json': '{"name":"b","exports":{"./*":{"import":"./dist/esm/*.js"}}}',
      'p/b/src/c.ts': null,
    },
    'a.ts',
    'b/c',
    'p/b/src/c.ts',
  ],
  [
    'itself',
    { 'package.json': '{"name":"me","exports":{"./b":"./src/b.ts"}}', 'src/b.ts': null },
    'src/a.ts',
    'me/b',
    'src/b.ts',
  ],
  [
    'a package that is built later',
    { 'package.json': '{"workspaces":["p/*"]}', 'p/b/package.json': '{"name":"b","exports":"./dist/x.js"}' },
    'a.ts',
    'b',
    'p/b/package.json',
  ],
  ['a scoped package', {}, 'a.ts', '@scope/name/deep/file.js', 'package @scope/name'],
  ['a builtin', {}, 'a.ts', 'fs/promises', 'builtin fs/promises'],
  ['a builtin with its prefix', {}, 'a.ts', 'node:test', 'builtin test'],
  ['Deno’s npm', {}, 'a.ts', 'npm:@a/b@^1/c', 'package @a/b'],
] as [string, Record<string, string | null>, string, string, string][])(
  'finds %s',
  (_, files, from, specifier, expected) => {
    expect(resolve(files, from, specifier)).toBe(expected)
  },
)

test.each([
  ['is not there', {}, 'src/a.ts', './b', '? "./b" leads to src/b, which is not in the repository.'],
  ['is outside', {}, 'src/a.ts', '../../b', '? "../../b" leads out of the repository.'],
  [
    'is not exported',
    {
      'package.json': '{"workspaces":["p/*"]}',
      'p/b/package.json': '{"name":"b","exports":{".":"./a.js","./c":null}}',
    },
    'a.ts',
    'b/c',
    '? "b/c" is not exported by p/b/package.json.',
  ],
  [
    'is no internal import',
    { 'package.json': '{"imports":{"#a":"./a.js"}}' },
    'a.ts',
    '#b',
    '? "#b" is not among the `imports` of package.json.',
  ],
] as [string, Record<string, string | null>, string, string, string][])(
  'says why, when a module %s',
  (_, files, from, specifier, expected) => {
    expect(resolve(files, from, specifier)).toBe(expected)
  },
)

test('manifests whose text is not known are named', () => {
  const resolver = createResolver({
    paths: new Set(['a.ts', 'tsconfig.json', 'package.json']),
    read: () => undefined,
  })
  resolver.resolve('a.ts', {
    specifier: 'pg',
    kind: 'static',
    names: [],
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  })
  expect(resolver.unread()).toEqual(['package.json', 'tsconfig.json'])
})

test('manifests come nearest first, without those of installed packages', () => {
  const paths = [
    'p/a/package.json',
    'node_modules/x/package.json',
    'package.json',
    'tsconfig.base.json',
    'a.json',
  ]
  expect(manifestsOf(paths)).toEqual(['package.json', 'tsconfig.base.json', 'p/a/package.json'])
})
