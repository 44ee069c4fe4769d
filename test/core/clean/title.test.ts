import { expect, test } from '@jest/globals'
import { title } from '../../../core/clean/title.ts'

test('a title is shown as it is written, so only the invisible goes', () => {
  expect(title(' Vec<String>\u200B panics\non [x] & <!-- y --> ')).toEqual({
    text: 'Vec<String> panics on [x] & <!-- y -->',
    removed: ['1 zero-width character'],
  })
})
