import { expect, test } from '@jest/globals'
import { findChangeKinds } from '../../../../core/rules/kinds/find-change-kinds.ts'
import { changed, told } from './kit.ts'

/** Ten times what the slowest takes on a slow machine; without a bound each would take half a minute or more. */
const MOST_MS = 10_000

test.each([
  ['package.json', '/['],
  ['a.test.ts', '/['],
  ['a.test.js', '/* eslint-disable '],
  ['a.test.js', '// @ts-expect-error'],
  ['src/a.ts', '@ts-ignore'],
  ['test_a.py', '# type: ignore'],
  ['tsconfig.json', '{"a":'],
  ['eslint.config.js', '/[ `${'],
  ['.github/workflows/a.yml', '- run: '],
  ['a.snap', 'exports[`a'],
])('200 kB of %s made of %j cost a bounded time', (path, piece) => {
  const text = `/*${'\n'}*/${piece.repeat(Math.ceil(200_000 / piece.length))}`
  const start = performance.now()
  findChangeKinds([changed(path, text, `${text.slice(0, 100_000)}\n x\n${text.slice(100_007)}`)], {})
  expect(performance.now() - start).toBeLessThan(MOST_MS)
})

test('many divisions and comparisons hide no ignore behind them', () => {
  const before = `${'a = b / c\n'.repeat(5_000)}`
  expect(told('test-weakened', [changed('src/a.ts', before, `${before}// @ts-ignore\n`)])).toEqual([
    '5001: adds an ignore: @ts-ignore',
  ])
})
