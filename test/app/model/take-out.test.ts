import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createUsageCounter } from '../../../app/model/count-usage.ts'
import { createTakeOut } from '../../../app/model/take-out.ts'
import { completed } from './stage.ts'

/** What passes is looked at byte by byte, however it is cut. */

/** Pieces of these lengths, over and over. */
function cut(bytes: Buffer, lengths: number[]): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return pieces
}
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })

test('a secret is taken out wherever it stands and however it is cut; everything else passes as it is', () => {
  // Beginnings of the secret within itself are what a careless search trips over.
  const secret = 'aabaabaaab'
  const text = fc.array(fc.constantFrom(secret, 'aab', 'aabaab', 'b', 'ü', 'aabaabaaa'), { maxLength: 30 })
  fc.assert(
    fc.property(text, lengths, (words, sizes) => {
      const whole = words.join('')
      const takeOut = createTakeOut(secret)
      const passed = cut(Buffer.from(whole), sizes).map((piece) => Buffer.from(takeOut.pass(piece)))
      const all = Buffer.concat([...passed, takeOut.rest()]).toString()
      expect(all).toBe(whole.replaceAll(secret, '***'))
    }),
    { numRuns: 2_000 },
  )
})

test('nothing waits that cannot be the beginning of the secret', () => {
  const takeOut = createTakeOut('sk-0123456789')
  expect(Buffer.from(takeOut.pass(Buffer.from('data: {"delta":"risk-0"}\n\n'))).toString()).toMatch(/\n\n$/)
  expect(takeOut.rest()).toHaveLength(0)
})

test('a key too short to be secret mangles nothing', () => {
  const takeOut = createTakeOut('none')
  expect(Buffer.from(takeOut.pass(Buffer.from('none'))).toString()).toBe('none')
})

test('usage is found however the stream is cut, and not in what a model says', () => {
  const fake = `data: ${JSON.stringify({ type: 'delta', delta: 'data: {"usage":{"input_tokens":1}}\n' })}\n\n`
  const stream = Buffer.from(
    `${fake}data: {"usage":null}\r\n\r\n${fake}${completed({ input: 70, cached: 7, output: 3 })}${fake}`,
  )
  fc.assert(
    fc.property(lengths, (sizes) => {
      const counter = createUsageCounter()
      for (const piece of cut(stream, sizes)) counter.see(piece)
      expect(counter.tokens()).toEqual({ inputTokens: 70, cachedTokens: 7, outputTokens: 3 })
      expect(counter.bytes()).toBe(stream.length)
    }),
    { numRuns: 300 },
  )
})
