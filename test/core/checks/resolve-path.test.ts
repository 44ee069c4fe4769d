import { expect, test } from '@jest/globals'
import { createResolver } from '../../../core/checks/resolve-path.ts'

const PATHS = [
  'index.js',
  'src/a.ts',
  'src/weird name.ts',
  'packages/api/src/server.ts',
  'packages/api/src/a.ts',
  'packages/web/src/app.ts',
  'packages/web/src/index.ts',
  'packages/api/src/index.ts',
  'pkg/sum_test.go',
]
const resolve = createResolver({ tracked: (path) => PATHS.includes(path), paths: PATHS })

test.each([
  ['as git writes it', 'src/a.ts', 'src/a.ts'],
  ['with a dot', './src/a.ts', 'src/a.ts'],
  ['with a detour', 'src/../src/./a.ts', 'src/a.ts'],
  ['absolute in the runner', '/home/runner/work/app/app/src/a.ts', 'src/a.ts'],
  [
    'absolute, in a package: the longest wins',
    '/tmp/run-7/work/packages/api/src/a.ts',
    'packages/api/src/a.ts',
  ],
  ['as a file URL', 'file:///home/runner/work/app/app/src/weird%20name.ts', 'src/weird name.ts'],
  ['on Windows', 'D:\\a\\app\\app\\src\\a.ts', 'src/a.ts'],
  ['relative on Windows', 'src\\a.ts', 'src/a.ts'],
  [
    "relative to a package's folder, when only one path ends so",
    'src/server.ts',
    'packages/api/src/server.ts',
  ],
  ['a bare name, when only one file has it', 'sum_test.go', 'pkg/sum_test.go'],
  ['from a package into its neighbour', '../web/src/app.ts', 'packages/web/src/app.ts'],
])('a path is found %s', (_, written, expected) => {
  expect(resolve(written)).toBe(expected)
})

test.each([
  ['two paths end so', 'src/index.ts'],
  ['it is not tracked', 'src/b.ts'],
  ['it belongs to a dependency', 'node_modules/x/src/a.ts'],
  ['it belongs to a dependency, absolute', '/home/runner/work/app/app/node_modules/x/src/a.ts'],
  ['it belongs to the system', '/usr/lib/node/index.js'],
  ['it is a folder', 'src'],
  ['it is nothing', ''],
  ['it is endless', 'a/'.repeat(10_000)],
  ['it is a word', 'TypeError'],
])('a path is none of ours when %s', (_, written) => {
  expect(resolve(written)).toBeNull()
})
