import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { output } from '../../../core/clean/output.ts'
import { noteOnInvisible, source } from '../../../core/clean/source.ts'
import { hideAgain, invisibleIn } from '../../../core/markdown/invisible.ts'

test.each([
  ['bidi controls', 'if (a) {\u202E // x', 'if (a) {⟨U+202E⟩ // x'],
  ['zero width', 'a\u200Bb\uFEFF\u2060', 'a⟨U+200B⟩b⟨U+FEFF⟩⟨U+2060⟩'],
  ['tag characters', '\u{E0041}\u{E007F}', '⟨U+E0041⟩⟨U+E007F⟩'],
  ['variation selectors', 'a\uFE01\u{E0101}', 'a⟨U+FE01⟩⟨U+E0101⟩'],
  ['fillers', '\u3164\u115F\uFFA0\u2800', '⟨U+3164⟩⟨U+115F⟩⟨U+FFA0⟩⟨U+2800⟩'],
  ['soft hyphens', 'a\u00ADb', 'a⟨U+00AD⟩b'],
  ['annotation', '\uFFF9a\uFFFA', '⟨U+FFF9⟩a⟨U+FFFA⟩'],
  ['separators that are no line breaks to git', 'a\u2028b\u2029c\u0085d', 'a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩d'],
  ['controls', 'a\u0000b\u001B[8mc\rd', 'a⟨U+0000⟩b⟨U+001B⟩[8mc⟨U+000D⟩d'],
  ['half a character', 'a\uD800b', 'a\uFFFDb'],
  ['a joiner between what does not join', 'a\u200Db 1\uFE0F', 'a⟨U+200D⟩b 1⟨U+FE0F⟩'],
])('%s are shown', (_, text, shown) => {
  expect(source(text)).toBe(shown)
})

test('what people can see stays: emoji, Persian, Hindi, Arabic, Hebrew, combining marks, tabs', () => {
  const text = '❤️ 👩‍💻 👩🏽‍🚀 🏳️‍🌈 1️⃣\tمی\u200Cخواهم क्\u200Dष العربية שָׁלוֹם e\u0301\n'
  expect(source(text)).toBe(text)
  expect(noteOnInvisible(text)).toBe('')
})

test('a second time changes nothing, and nothing invisible is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const once = source(text)
      expect(source(once)).toBe(once)
      expect(invisibleIn(once)).toEqual(new Set())
    }),
    { numRuns: 300 },
  )
})

test('what is shown can be put back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '\u200B', '\u202E', '\u{E0041}', '❤', '\uFE0F', ' ')),
      (parts) => {
        const text = parts.join('')
        expect(hideAgain(source(text), invisibleIn(text))).toBe(text)
      },
    ),
    { numRuns: 300 },
  )
  expect(hideAgain('⟨U+200B⟩ ⟨U+202E⟩', new Set(['⟨U+200B⟩']))).toBe('\u200B ⟨U+202E⟩')
})

test('output has no escapes of a terminal, whatever they carry', () => {
  const given =
    '\u001B]0;title\u0007\u001B[31mred\u001B[0m\r\n50 %\r100 %\u001B]8;;https://x\u001B\\link\u001B]8;;\u001B\\'
  expect(output(given)).toBe('red\n50 %\n100 %link')
})

const N = 65_536
test.each([
  ['tag characters', '\u{E0041}'.repeat(N / 2)],
  ['joiners', '\u200D'.repeat(N)],
  ['emoji', '👩‍💻'.repeat(N / 5)],
  ['escapes', '\u001B['.repeat(N / 2)],
  ['open escapes', '\u001B]'.repeat(N / 2)],
])('64 kB of %s take bounded time', (_, text) => {
  expect(output(text).length).toBeLessThan(10 * N)
})
