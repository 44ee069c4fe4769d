import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Edit, toReplacement } from '../../../core/checks/replacement.ts'

const TEXT = 'one\ntwo\nthree\n'
const line = (number: number, last = number) => ({ startLine: number, endLine: last })

test.each<[string, Edit[], ReturnType<typeof line>, string]>([
  ['within a line', [{ start: 4, end: 7, text: 'TWO' }], line(2), 'TWO'],
  [
    'several in a line',
    [
      { start: 6, end: 7, text: 'O' },
      { start: 4, end: 5, text: 'T' },
    ],
    line(2),
    'TwO',
  ],
  ['an insertion', [{ start: 3, end: 3, text: ';' }], line(1), 'one;'],
  ['a new line', [{ start: 7, end: 7, text: '\n2½' }], line(2), 'two\n2½'],
  ['a deleted line takes the next one into its range', [{ start: 4, end: 8, text: '' }], line(2, 3), 'three'],
  ['a deleted last line takes the one before', [{ start: 8, end: 14, text: '' }], line(2, 3), 'two'],
])('an edit becomes the text of whole lines: %s', (_, edits, range, replacement) => {
  expect(toReplacement(TEXT, { edits, range: line(range.startLine) })).toEqual({ range, replacement })
})

test('Windows line breaks stay inside and are left off at the end', () => {
  const edits = [{ start: 0, end: 3, text: 'ONE' }]
  expect(toReplacement('one\r\ntwo\r\n', { edits, range: line(1, 2) })?.replacement).toBe('ONE\r\ntwo')
})

test.each<[string, string, Edit[]]>([
  [
    'overlap',
    TEXT,
    [
      { start: 0, end: 3, text: '' },
      { start: 2, end: 4, text: '' },
    ],
  ],
  ['reach behind the end', TEXT, [{ start: 0, end: 99, text: '' }]],
  ['start before the beginning', TEXT, [{ start: -1, end: 0, text: '' }]],
  ['empty the file', 'one\n', [{ start: 0, end: 4, text: '' }]],
  ['only end the file with a line break', 'one', [{ start: 3, end: 3, text: '\n' }]],
  ['reach too far', 'x\n'.repeat(100), [{ start: 0, end: 180, text: '' }]],
  ['are none', TEXT, []],
])('there is no suggestion when edits %s', (_, text, edits) => {
  expect(toReplacement(text, { edits, range: line(1) })).toBeNull()
})

test('putting the replacement in the place of its lines is the same as making the edits', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'bb', '', 'ü😀'), { minLength: 1, maxLength: 12 })
    .map((all) => `${all.join('\n')}\n`)
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.nat(8),
      fc.constantFrom('', 'x', '\n', 'x\ny', '\nz'),
      (text, at, length, insert) => {
        const start = at % text.length
        const end = Math.min(text.length, start + length)
        const edit = { start, end, text: insert }
        const mended = toReplacement(text, {
          edits: [edit],
          range: line(text.slice(0, start).split('\n').length),
        })
        if (mended === null) return
        const lines = text.split('\n')
        lines.splice(
          mended.range.startLine - 1,
          mended.range.endLine - mended.range.startLine + 1,
          mended.replacement,
        )
        expect(lines.join('\n')).toBe(text.slice(0, start) + insert + text.slice(end))
      },
    ),
    { numRuns: 300 },
  )
})
