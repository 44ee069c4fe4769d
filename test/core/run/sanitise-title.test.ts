import { expect, test } from '@jest/globals'
import { sanitiseTitle } from '../../../core/run/sanitise-title.ts'

test('a title is shown as it is written, so only the invisible goes', () => {
  expect(sanitiseTitle(' Vec<String>\u200B panics\non [x] & <!-- y --> ')).toEqual({
    text: 'Vec<String> panics on [x] & <!-- y -->',
    removed: ['1 zero-width character'],
  })
})
