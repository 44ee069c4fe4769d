import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { EVERY_WAY } from '../../../attack/stage/every-way.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'
import { LEAST_PART } from '../../../core/redact/transforms.ts'

/** The redactor against whatever stands around, and within, what it looks for. fast-check prints the seed of a failure. */
const RUNS = 1_500

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
/** By chance, as issuers make them: letters and digits of three classes, and sometimes a sign. */
const value = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 20, maxLength: 80, size: 'max' })
  .map((letters) => `Q7x${letters.join('')}z4K`)
  .filter((text) => new Set(text).size > 12)
const noise = fc.constantFrom(
  ...['\u001B[31m', '\u001B[0K', '\u009B1m', '\u001B]0;title\u0007', '\n', '\r\n', '\u2028', '\t', ' '],
  ...['\u200B', '\u200D', '\u00AD', '\u{E0041}', '\uFE0F', '\u0000', '\b', '…', '😀', '"', '\\', '%', '&'],
)
const around = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 60 }),
  fc.array(noise, { maxLength: 6 }).map((all) => all.join('')),
)

/** Letters and digits, as whoever collects a secret would put it together again. */
const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

test('no value survives, whatever it became and stands between', () => {
  fc.assert(
    fc.property(
      value,
      fc.constantFrom(...Object.keys(EVERY_WAY)),
      around,
      around,
      (secret, way, before, after) => {
        const written = EVERY_WAY[way]?.(secret) ?? secret
        const { redact } = createRedactor([{ value: secret, what: 'token' }])
        const { text, found } = redact(before + written + after)
        expect(found.map(({ what }) => what)).toContain('token')
        expect(text).toContain('[redacted: token]')
        expect(letters(text)).not.toContain(letters(written))
        expect(redact(text)).toEqual({ text, found: [] })
      },
    ),
    { numRuns: RUNS },
  )
})

test('nothing put into a value hides it', () => {
  const pieces = fc.array(fc.tuple(fc.nat({ max: 30 }), noise), { maxLength: 8 })
  fc.assert(
    fc.property(value, pieces, around, around, (secret, put, before, after) => {
      let written = secret
      for (const [at, one] of put) {
        // A sequence within a sequence is text, and its letters are no part of the value.
        const place = at % secret.length
        if (written.length === secret.length || !one.startsWith('\u001B'))
          written = written.slice(0, place) + one + written.slice(place)
      }
      const { redact } = createRedactor([{ value: secret, what: 'token' }])
      const { text } = redact(before + written + after)
      for (let at = 0; at + LEAST_PART <= secret.length; at++)
        expect(letters(text)).not.toContain(letters(secret.slice(at, at + LEAST_PART)))
    }),
    { numRuns: RUNS },
  )
})

test('any part of 12 characters is cut out, and what stands around stays as it is', () => {
  const plain = fc.string({ unit: fc.constantFrom('ä', '😀', '-', ' ', '\n', '€'), maxLength: 40 })
  fc.assert(
    fc.property(value, fc.nat(), fc.nat(), plain, plain, (secret, from, more, before, after) => {
      const start = from % (secret.length - LEAST_PART)
      const part = secret.slice(start, start + LEAST_PART + (more % secret.length))
      const { redact } = createRedactor([{ value: secret, what: 'token' }])
      expect(redact(before + part + after).text).toBe(`${before}[redacted: token]${after}`)
    }),
    { numRuns: RUNS },
  )
})

test('a text without secrets is returned as it is', () => {
  const { redact } = createRedactor([{ value: 'Zk3pQ9xT7vLm2RbWc8YdNf5H', what: 'token' }])
  fc.assert(
    fc.property(fc.oneof(around, fc.string({ unit: 'binary', maxLength: 400 }), fc.lorem()), (text) => {
      expect(redact(text)).toEqual({ text, found: [] })
    }),
    { numRuns: RUNS },
  )
})
