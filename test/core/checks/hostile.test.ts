import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { FORMAT_NAMES } from '../../../core/checks/formats.ts'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { MOST_FINDINGS } from '../../../core/checks/to-findings.ts'
import { findingSchema } from '../../../core/rules/finding.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'
import * as pieces from './pieces.ts'
import { fixture, fixtures, run } from './shop.ts'

const FORMATS = fc.constantFrom(...FORMAT_NAMES)

/** Pieces of real reports in any order, so that the parsers get past their first look. */
const PIECES = [
  ...fixtures().flatMap(
    (name) =>
      fixture(name)
        .slice(0, 4_000)
        .match(/[\s\S]{1,200}/g) ?? [],
  ),
  ...pieces.lines,
  ...pieces.fragments,
  '\u001b[31m',
  '::error file=src/cart.js,line=0,endLine=-5::',
  'src/cart.js:99999999:0: error: ',
  '{"version": "2.1.0", "runs": [',
  '\ud800',
  '__proto__',
  'Traceback (most recent call last):\n',
]

test('whatever a check writes, it is never an exception, never silent when it failed, and always valid', () => {
  const output = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.json({ maxDepth: 4 }),
  )
  fc.assert(
    fc.property(FORMATS, output, fc.constantFrom(0, 1, null), (parse, text, exitCode) => {
      const { findings } = parseCheck(run({ check: { parse }, output: text, exitCode }))
      if (exitCode !== 0) expect(findings.some(({ level }) => level === 'error')).toBe(true)
      expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 2)
      for (const finding of findings) findingSchema.parse(finding)
    }),
    { numRuns: 1_000 },
  )
})

test('any SARIF of the right shape is read', () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constant(undefined))
  const region = fc.record({
    startLine: number,
    startColumn: number,
    endLine: number,
    endColumn: number,
    charOffset: number,
    charLength: number,
  })
  const results = fc.array(
    fc.record({
      message: fc.record({ text: fc.string() }),
      ruleIndex: number,
      locations: fc.array(
        region.map((where) => ({
          physicalLocation: { artifactLocation: { uri: 'src/cart.js' }, region: where },
        })),
        { maxLength: 2 },
      ),
      fixes: fc.array(
        region.map((where) => ({
          artifactChanges: [
            { artifactLocation: { uri: 'src/cart.js' }, replacements: [{ deletedRegion: where }] },
          ],
        })),
        { maxLength: 1 },
      ),
    }),
  )
  fc.assert(
    fc.property(results, (list) => {
      const sarif = { version: '2.1.0', runs: [{ tool: { driver: { name: 't' } }, results: list }] }
      const { format, findings } = parseCheck(run({ output: JSON.stringify(sarif) }))
      expect(format).toBe('sarif')
      for (const finding of findings) findingSchema.parse(finding)
    }),
    { numRuns: 100 },
  )
})

/** Everything a format looks for, again and again: made to send a careless pattern back and forth. */
const FLOODS = [...pieces.lines, ...pieces.fragments]
const fill = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
const CHUNK = 12
const chunks = Array.from({ length: Math.ceil(FLOODS.length / CHUNK) }, (_, index) =>
  FLOODS.slice(index * CHUNK, (index + 1) * CHUNK),
)

test.each(chunks)('a mebibyte of anything is read in time: %j and others', async (...floods) => {
  for (const piece of floods) {
    const { findings } = parseCheck(run({ output: fill(piece, 1024 * 1024) }))
    expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 2)
    await letTimeRunOut()
  }
})

test.each(['a', ' ', '"', '<a ', '{"a":', 'a.js:1: ', '\\'])(
  'a line of a mebibyte of %j is read in time',
  async (piece) => {
    const { findings } = parseCheck(run({ output: fill(piece, 1024 * 1024) }))
    expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 2)
    await letTimeRunOut()
  },
)

test.each([...FORMAT_NAMES])('sixteen kibibytes of anything are read in time as %s', async (parse) => {
  for (const piece of FLOODS) {
    const { findings } = parseCheck(run({ check: { parse }, output: fill(piece, 16 * 1024) }))
    expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 2)
    expect(findings.some(({ level }) => level === 'error')).toBe(true)
    await letTimeRunOut()
  }
})

test.each(['auto', 'problem-matcher', 'go', 'pytest'])(
  'lines of all tools together, a hundred thousand of them, are read in time as %s',
  async (parse) => {
    const lines = pieces.lines.join('').split('\n')
    const output = Array.from({ length: 100_000 }, (_, index) => lines[index % lines.length]).join('\n')
    const { findings } = parseCheck(run({ check: { parse }, output }))
    expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS + 2)
    await letTimeRunOut()
  },
)

test('forty thousand names are looked up among twenty thousand files of the same name in time', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`packages/p${index}/src/index.ts`, 'x\n']),
  )
  const names = Array.from({ length: 40_000 }, (_, index) => `src/sub${index}/index.ts:1:1: error: odd`)
  const given = run({ files, output: [...names, 'p7/src/index.ts:1:1: error: odd'].join('\n') })
  const { findings } = parseCheck({ ...given, tracked: (path) => Object.hasOwn(files, path) })
  expect(findings.map(({ path }) => path)).toEqual(['packages/p7/src/index.ts'])
  await letTimeRunOut()
})
