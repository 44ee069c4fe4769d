import { expect, test } from '@jest/globals'
import { createNamedPaths } from '../../../action/context/named-paths.ts'
import { letTimeRunOut } from '../../core/let-time-run-out.ts'

const tree = new Map(
  [
    'README.md',
    'src/cart.js',
    'src/billing/tax (old).js',
    'src/billing/tax.js',
    'test/a/b.js',
    'Makefile',
  ].map((path) => [path, null]),
)
const named = createNamedPaths(tree)

test.each([
  ['Mend src/cart.js:12:3, please.', ['src/cart.js']],
  ['See ./src/cart.js and /src/cart.js.', ['src/cart.js']],
  ['`src/billing/tax (old).js` is dead', ['src/billing/tax (old).js']],
  ['https://github.com/acme/shop/blob/main/src/cart.js#L3-L9', ['src/cart.js']],
  ['(src/billing/) and [tests](test/a)', ['src/billing/', 'test/a/']],
  ['Write a test in src for the Makefile', ['Makefile']],
  ['cat src/cart.js|grep x; make -f=Makefile', ['src/cart.js', 'Makefile']],
  ['../src/cart.js ../../etc/passwd src//cart.js / // . ..', []],
  ['src/cart.json constructor __proto__', []],
])('%j names %j', (text, paths) => {
  expect(named(text)).toEqual(paths)
})

test('a text without end is read in bounded time', async () => {
  expect(named(`${'src/nothing '.repeat(500_000)}src/cart.js`)).toEqual([])
  expect(named(`${'x'.repeat(2_000_000)} src/cart.js`)).toEqual(['src/cart.js'])
  await letTimeRunOut()
})
