import { expect, test } from '@jest/globals'
import { findChangeKinds } from '../../../../core/rules/kinds/find-change-kinds.ts'
import { letTimeRunOut } from '../../let-time-run-out.ts'
import { changed, told } from './kit.ts'

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
])('200 kB of %s made of %j cost a bounded time', async (path, piece) => {
  const text = `/*${'\n'}*/${piece.repeat(Math.ceil(200_000 / piece.length))}`
  findChangeKinds([changed(path, text, `${text.slice(0, 100_000)}\n x\n${text.slice(100_007)}`)], {})
  await letTimeRunOut()
})

test('many divisions and comparisons hide no ignore behind them', () => {
  const before = `${'a = b / c\n'.repeat(5_000)}`
  expect(told('test-weakened', [changed('src/a.ts', before, `${before}// @ts-ignore\n`)])).toEqual([
    '5001: adds an ignore: @ts-ignore',
  ])
})
