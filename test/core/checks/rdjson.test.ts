import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { line, run } from './shop.ts'

const FILES = { 'src/a.ts': 'const ü = "😀"; var b\nsecond\nthird\n', 'src/b.ts': 'one\r\ntwo\r\n' }
const diagnostic = (more: object = {}, range: object | null = { start: { line: 1 } }) => ({
  message: 'Odd.',
  location: { path: 'src/a.ts', ...(range !== null && { range }) },
  ...more,
})
const findings = (diagnostics: object[], more: object = {}) =>
  parseCheck(
    run({ output: JSON.stringify({ diagnostics, ...more }), files: FILES, check: { parse: 'rdjson' } }),
  ).findings
const only = (more: object, range?: object | null) => findings([diagnostic(more, range)])[0]!

describe('rdjson', () => {
  test.each([
    ['error', 'ERROR'],
    ['warn', 'WARNING'],
    ['info', 'INFO'],
    ['info', 'info'],
    ['error', 1],
    ['warn', 2],
    ['info', 3],
    ['error', 'UNKNOWN_SEVERITY'],
    ['error', 0],
    ['error', null],
  ])('a remark is an %s when its severity is %j', (level, severity) => {
    expect(only({ severity })).toMatchObject({ level })
  })

  test('a severity of the whole report counts for remarks that have none', () => {
    const found = findings([diagnostic(), diagnostic({ severity: 'ERROR', message: 'Worse.' })], {
      severity: 'INFO',
    })
    expect(found.map(({ level }) => level)).toEqual(['info', 'error'])
  })

  test('rule, link and related places are told', () => {
    const code = { value: 'no-var', url: 'https://example.com/no-var' }
    const related_locations = [
      { message: 'First here.', location: { path: 'src/b.ts', range: { start: { line: 2 } } } },
    ]
    expect(only({ code, related_locations })).toMatchObject({
      rule: 'test/no-var',
      source: ['https://example.com/no-var'],
      message: 'Odd.\nnote: First here. (src/b.ts:2)',
    })
  })

  test('columns count bytes', () => {
    const range = { start: { line: 1, column: 19 }, end: { line: 1, column: 22 } }
    expect(only({}, range).range).toEqual({ startLine: 1, endLine: 1, startColumn: 16, endColumn: 19 })
  })

  test('a remark may be about the whole file, or about nothing that is here', () => {
    expect(only({}, null)).toMatchObject({ path: 'src/a.ts', range: null })
    const elsewhere = findings([
      { message: 'Odd.', location: { path: '/usr/include/stdio.h' } },
      { message: 'No place.' },
    ])
    expect(elsewhere.map(line)).toEqual(['- error test: `test` failed: exit code 1.'])
    expect(elsewhere[0]?.message).toContain('- No place.')
  })
})

describe('suggestions of rdjson', () => {
  const at = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: endColumn },
  })

  test.each([
    ['replace bytes', at(1, 20, 1, 23), 'let', 'const ü = "😀"; let b'],
    ['insert where they begin', { start: { line: 1, column: 1 } }, '// ', '// const ü = "😀"; var b'],
    ['replace whole lines, the last included', { start: { line: 1 }, end: { line: 2 } }, 'x\n', 'x'],
    ['replace one whole line', { start: { line: 1 } }, 'x', 'x'],
    ['take zeros for columns that are not there', at(1, 0, 1, 0), 'x', 'x'],
  ])('%s', (_, range, text, replacement) => {
    expect(only({ suggestions: [{ range, text }] })).toMatchObject({ replacement })
  })

  test('keep the line ends of the file', () => {
    const location = { path: 'src/b.ts', range: { start: { line: 1 } } }
    const suggestions = [{ range: { start: { line: 1 } }, text: 'uno\r\n' }]
    expect(only({ location, suggestions })).toMatchObject({
      replacement: 'uno',
      range: { startLine: 1, endLine: 1 },
    })
  })

  test.each([
    [
      'there are several, which may be alternatives',
      [
        { range: at(1, 1, 1, 2), text: 'a' },
        { range: at(1, 3, 1, 4), text: 'b' },
      ],
    ],
    ['one begins in the middle of a character', [{ range: at(1, 8, 1, 9), text: '' }]],
    ['one is behind the end of the file', [{ range: at(9, 1, 9, 2), text: '' }]],
    ['one has no lines', [{ range: {}, text: 'x' }]],
    ['one has half a line', [{ range: at(1.5, 1, 2, 1), text: 'x' }]],
  ])('none is made when %s', (_, suggestions) => {
    expect(only({ suggestions })).not.toHaveProperty('replacement')
  })
})

describe('rdjsonl', () => {
  const rdjsonl = (output: string, more: object = {}) =>
    parseCheck(run({ output, files: FILES, check: { parse: 'rdjsonl' }, ...more })).findings

  test('lines of other people are passed over', () => {
    const output = `starting\n{"level":"info"}\n${JSON.stringify(diagnostic())}\n{"message": broken\n{}`
    expect(rdjsonl(output).map(line)).toEqual(['src/a.ts:1 error test: Odd.'])
    expect(parseCheck(run({ output, files: FILES }))).toMatchObject({ format: 'rdjsonl' })
  })

  test('an empty report of a check that passed says nothing', () => {
    expect(rdjsonl('\n', { exitCode: 0 })).toEqual([])
  })

  test('what has none of it is said', () => {
    expect(rdjsonl('no report')[0]?.message).toContain('no line of it is a JSON object of rdjsonl.')
    expect(rdjsonl('{"message": 3}')[0]?.message).toMatch(/it is not rdjsonl: .+ at message\./)
  })
})
