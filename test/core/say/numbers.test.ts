import { expect, test } from '@jest/globals'
import { count, duration, listed, moment, money, plural } from '../../../core/say/numbers.ts'

test('numbers read as people write them', () => {
  expect([count(0), count(1_234_567)]).toEqual(['0', '1,234,567'])
  expect([0, 0.00421, 0.0999, 0.1, 1.275, 1_234.5].map(money)).toEqual([
    '0.00 USD',
    '0.0042 USD',
    '0.0999 USD',
    '0.10 USD',
    '1.27 USD',
    '1234.50 USD',
  ])
  expect([0, 999, 1_000, 9_949, 59_400, 60_000, 192_000, 3_600_000, 3_900_000].map(duration)).toEqual([
    '0 ms',
    '999 ms',
    '1.0 s',
    '9.9 s',
    '59 s',
    '1 min',
    '3 min 12 s',
    '1 h',
    '1 h 5 min',
  ])
  expect([plural(1, 'turn'), plural(2_000, 'turn'), plural(0, 'is', 'are')]).toEqual([
    '1 turn',
    '2,000 turns',
    '0 are',
  ])
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
  expect(moment('2026-11-23T10:12:30.000Z')).toBe('2026-11-23 10:12 UTC')
})
