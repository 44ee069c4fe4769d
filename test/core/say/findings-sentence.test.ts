import { expect, test } from '@jest/globals'
import { findingsSentence } from '../../../core/say/findings-sentence.ts'

const shown = { annotations: [], unplaced: [], leftOut: 0, preexisting: 0 }

test.each([
  ['nothing', [], {}, 'No finding remains.'],
  ['one', ['error'], {}, '1 error remains, an annotation at its line.'],
  ['several', ['warn', 'error'], {}, '1 error and 1 warning remain, each an annotation at its line.'],
  [
    'more than one check run can show',
    Array(400).fill('error'),
    { leftOut: 100 },
    '400 errors remain, the worst as annotations at their lines. 100 are left out: one check run cannot show them all.',
  ],
  [
    'what was there before',
    [],
    { preexisting: 2 },
    'No finding remains. 2 findings were there before this change and are not shown.',
  ],
] as const)('it says of %s where it stands', (_, levels, more, sentence) => {
  expect(findingsSentence([...levels], { ...shown, ...more })).toBe(sentence)
})
