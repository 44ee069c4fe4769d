import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toUtf16 } from '../../../core/checks/columns.ts'

test.each([
  ['bytes', 'aü😀b', 1, 1],
  ['bytes', 'aü😀b', 4, 3],
  ['bytes', 'aü😀b', 8, 5],
  ['code points', 'aü😀b', 4, 5],
  ['utf-16', 'aü😀b', 5, 5],
  ['bytes', 'ab', 5, 5],
] as const)('counted in %s, %j has at column %i our column %i', (unit, line, column, expected) => {
  expect(toUtf16(line, column, unit)).toBe(expected)
})

test.each([
  ['bytes', 3],
  ['bytes', 6],
] as const)('there is no column in the middle of a character', (unit, column) => {
  expect(toUtf16('aü😀b', column, unit)).toBeNull()
})

test('the column of any character is the length of what stands before it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (line, nth) => {
      const characters = [...line]
      const before = characters.slice(0, nth % (characters.length + 1))
      const column = before.join('').length + 1
      expect(toUtf16(line, before.length + 1, 'code points')).toBe(column)
      expect(toUtf16(line, Buffer.byteLength(before.join('')) + 1, 'bytes')).toBe(column)
    }),
  )
})
