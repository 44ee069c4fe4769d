import { describe, expect, test } from '@jest/globals'
import { FORMAT_NAMES } from '../../../core/checks/formats.ts'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { type Finding, findingSchema } from '../../../core/rules/finding.ts'
import { EXPECTED, fixture, fixtures, run } from './shop.ts'

const names = fixtures()

/** `src/cart.js:1:7-1:10 error lint/no-unused-vars: the first line`, and below it what would take the place of its lines. */
function told({ path, range, level, rule, message, replacement }: Finding): string[] {
  const { startLine, startColumn, endLine, endColumn } = range ?? {}
  const at = (line?: number, column?: number) => (column === undefined ? `:${line}` : `:${line}:${column}`)
  const end = endLine === startLine && endColumn === undefined ? '' : `-${at(endLine, endColumn).slice(1)}`
  const place = path === null ? '-' : `${path}${range === null ? '' : at(startLine, startColumn) + end}`
  const mended = replacement === undefined ? [] : [`  => ${JSON.stringify(replacement)}`]
  return [`${place} ${level} ${rule}: ${message.split('\n')[0]}`.trimEnd(), ...mended]
}

const read = (given: Parameters<typeof run>[0]) => {
  const { format, findings } = parseCheck(run(given))
  for (const finding of findings) expect(findingSchema.parse(finding)).toEqual(finding)
  return { format, lines: findings.flatMap(told) }
}

describe('what real tools wrote', () => {
  test.each(names)('%s is recognised, and every remark is found at its place', (name) => {
    const [format, ...lines] = fixture(`${name}${EXPECTED}`).trimEnd().split('\n')
    expect(read({ output: fixture(name) })).toEqual({ format, lines })
  })

  test.each(names)('%s says the same in the format by name', (name) => {
    const [format, ...lines] = fixture(`${name}${EXPECTED}`).trimEnd().split('\n')
    expect(read({ check: { parse: format! }, output: fixture(name) })).toEqual({ format, lines })
  })

  test('there is at least one for every format', () => {
    const recognised = new Set(names.map((name) => fixture(`${name}${EXPECTED}`).split('\n')[0]))
    expect(FORMAT_NAMES.filter((name) => name !== 'auto' && !recognised.has(name))).toEqual([])
  })

  test('windows line ends and colours change nothing', () => {
    for (const name of names) {
      const [format, ...lines] = fixture(`${name}${EXPECTED}`).trimEnd().split('\n')
      const output = fixture(name).replaceAll('\n', '\r\n').replace(/^/gm, '\u001b[0m')
      expect({ name, ...read({ output }) }).toEqual({ name, format, lines })
    }
  })
})

test('a report from a file says the same as from the output', () => {
  const [format, ...lines] = fixture(`eslint/results.json${EXPECTED}`).trimEnd().split('\n')
  const file = fixture('eslint/results.json')
  expect(read({ check: { parse: 'eslint:lint.json' }, output: 'a log', file })).toEqual({ format, lines })
})

test('fingerprints tell all remarks of a tool apart, and stay when lines above come', () => {
  const above = '// a new line\n'
  const report = JSON.parse(fixture('eslint/results.json'))
  const before = parseCheck(run({ output: JSON.stringify(report) })).findings
  for (const { messages } of report)
    for (const message of messages) {
      message.line++
      if (message.endLine !== undefined) message.endLine++
      if (message.fix !== undefined)
        message.fix.range = message.fix.range.map((at: number) => at + above.length)
    }
  const here = run({ output: JSON.stringify(report) })
  const after = parseCheck({ ...here, read: (path) => above + here.read(path)! }).findings
  expect(new Set(before.map(({ fingerprint }) => fingerprint)).size).toBe(before.length)
  expect(after.map(({ fingerprint }) => fingerprint)).toEqual(before.map(({ fingerprint }) => fingerprint))
})
