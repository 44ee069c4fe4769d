import { expect, test } from '@jest/globals'
import { fails, type Measured, summarise, table } from '../../bench/table.ts'

test('a figure is the median of its runs, beside its range and its target', () => {
  const run = (value: number): Measured[] => [
    { group: 'the app', name: 'answer', unit: 'ms', value, most: 100 },
    { group: 'the app', name: 'unchanged', unit: '%', value: 100, least: 100 },
    { group: 'the bundle', name: 'size', unit: 'bytes', value: 1_600_000, most: 1_500_000 },
  ]
  expect(table(summarise([run(40), run(2_400), run(9.5)]))).toBe(
    `
|                |  median |      min–max |   target |        |
| -------------- | ------: | -----------: | -------: | ------ |
| **the app**    |         |              |          |        |
| answer         | 40.0 ms | 9.5–2,400 ms | ≤ 100 ms | met    |
| unchanged      |   100 % |              |  ≥ 100 % | met    |
| **the bundle** |         |              |          |        |
| size           |  1.6 MB |              | ≤ 1.5 MB | missed |
`.trim(),
  )
})

test('what could not be measured is not met', () => {
  const [row] = summarise([[{ group: 'g', name: 'n', unit: 'bytes', value: Number.NaN, most: 1 }]])
  expect(row).toMatchObject({ met: false })
})

test.each<[string, Partial<Measured>, boolean]>([
  ['a size', { unit: 'bytes' }, true],
  ['a count', { unit: 'calls' }, true],
  ['a time', { unit: 'ms' }, false],
  ['a ratio of times', { unit: '×' }, false],
  ['a share of time', { unit: '%', byMachine: true }, false],
])('%s that misses its target: whether the run fails', (_, row, failing) => {
  const rows = summarise([[{ group: 'g', name: 'n', unit: 'ms', value: 2, most: 1, ...row }]])
  expect(fails(rows)).toBe(failing)
})
