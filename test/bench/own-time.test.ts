import { expect, test } from '@jest/globals'
import { ownTime } from '../../bench/own-time.ts'

test.each([
  ['nobody else was at work', [], 100],
  ['GitHub answered once', [{ at: 1_010, ms: 30 }], 70],
  [
    'two answers at the same time count once',
    [
      { at: 1_020, ms: 30 },
      { at: 1_010, ms: 20 },
    ],
    60,
  ],
  [
    'an answer within another one counts once',
    [
      { at: 1_010, ms: 60 },
      { at: 1_020, ms: 10 },
    ],
    40,
  ],
  [
    'only what lies within counts',
    [
      { at: 990, ms: 20 },
      { at: 1_095, ms: 50 },
      { at: 2_000, ms: 9 },
    ],
    85,
  ],
  ['all of it was theirs', [{ at: 900, ms: 500 }], 0],
])('own time when %s', (_, elsewhere, own) => {
  expect(ownTime(1_000, 1_100, elsewhere)).toBe(own)
})
