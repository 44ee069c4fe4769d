import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { outsideFences, PRETENDED } from '../../../attack/stage/hiding-places.ts'
import { code, fence, inline, joined, login, prompt } from '../../../core/clean/prompt.ts'
import { source } from '../../../core/clean/source.ts'

test('only what was made for it comes into a prompt: this file is type-checked', () => {
  const stranger: string = 'EVIL'
  // @ts-expect-error A text as it came is no part of a prompt.
  prompt`Do ${stranger}`
  // @ts-expect-error Nor is one that was cleaned, outside of a fence.
  prompt`Do ${source(stranger)}`
  // @ts-expect-error A text as it came is not fenced before it was cleaned.
  fence(prompt`data`, stranger)
  // @ts-expect-error What labels a fence is ours.
  fence(stranger, source(stranger))
  // @ts-expect-error Parts of a prompt are prompts.
  joined([stranger])
  expect(prompt`Do ${inline(stranger)} ${2} times`).toBe('Do EVIL 2 times')
})

const piece = fc.oneof(
  fc.constantFrom(...PRETENDED, '`', '```', '`````', '\n', '\r', ' ', '~~~', '\u2028', '\u0085'),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
)
const text = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''))
const runs = { numRuns: 1_000 }

test('nothing closes a fence from inside', () => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      const whole = prompt`Before\n${fence(prompt`data`, source(first))}\nBetween\n${fence(prompt`data`, source(second))}\nAfter`
      expect(outsideFences(whole)).toEqual(['Before', 'Between', 'After'])
    }),
    runs,
  )
})

test('names and code stay on their line and open no fence; a login is nothing but a login', () => {
  fc.assert(
    fc.property(text, (given) => {
      for (const one of [inline(given), code(given), login(given)]) {
        expect(one).not.toMatch(/[\n\r\u2028\u2029\u0085]/)
        expect(outsideFences(`- ${one}\nAfter`)).toContain('After')
      }
      expect(inline(given)).not.toContain('```')
      expect(login(given)).toMatch(/^@[\w[\]-]*$/)
    }),
    runs,
  )
})
