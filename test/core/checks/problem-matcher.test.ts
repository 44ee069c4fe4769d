import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'
import { line, run } from './shop.ts'

const FILES = { 'src/a.ts': 'one\ntwo\nthree\n', 'app/src/b.ts': 'one\n', 'app/tsconfig.json': '{}\n' }
const SINGLE = {
  regexp: '^(.+):(\\d+):(\\d+) (\\w+) (\\S+) (.*)$',
  file: 1,
  line: 2,
  column: 3,
  severity: 4,
  code: 5,
  message: 6,
}
const matchers = (...all: object[]) =>
  JSON.stringify({ problemMatcher: all.map((one, index) => ({ owner: `m${index}`, ...one })) })
const read = (json: string, output: string, more: Parameters<typeof run>[0] = {}) =>
  parseCheck(
    run({ files: { ...FILES, 'm.json': json }, check: { parse: 'problem-matcher:m.json' }, output, ...more }),
  )
const lines = (json: string, output: string) => read(json, output).findings.map(line)

describe('a log read with the matchers of the repository', () => {
  test('each group of a pattern is a part of the remark', () => {
    const { format, findings } = read(
      matchers({ pattern: [SINGLE] }),
      'x\nsrc/a.ts:2:3 warning W1 odd\nsrc/a.ts:1:1 error E1 bad',
    )
    expect(format).toBe('problem-matcher')
    expect(findings.map(line)).toEqual(['src/a.ts:2 warn test/W1: odd', 'src/a.ts:1 error test/E1: bad'])
    expect(findings[0]?.range).toEqual({ startLine: 2, endLine: 2, startColumn: 3 })
  })

  test.each([
    ['error', {}, 'odd'],
    ['warn', { severity: 'warning' }, ''],
    ['info', { severity: 'notice' }, ''],
    ['error', { severity: 'warning' }, 'error'],
  ])('a remark is an %s', (level, matcher, word) => {
    const pattern = [{ regexp: '^(\\S+) (\\w*): (.*)$', file: 1, severity: 2, message: 3 }]
    expect(read(matchers({ ...matcher, pattern }), `src/a.ts ${word}: odd`).findings[0]).toMatchObject({
      level,
    })
  })

  test('several patterns match lines in a row, and begin again when one does not', () => {
    const pattern = [
      { regexp: '^FILE (.*)$', file: 1 },
      { regexp: '^LINE (\\d+)$', line: 1 },
      { regexp: '^SAY (.*)$', message: 1 },
    ]
    const output =
      'FILE src/a.ts\nLINE 2\nSAY odd\nSAY again\nFILE src/a.ts\nLINE 3\nother\nSAY late\nFILE src/a.ts\nFILE app/src/b.ts\nLINE 1\nSAY b'
    expect(lines(matchers({ pattern }), output)).toEqual([
      'src/a.ts:2 error test: odd',
      'app/src/b.ts:1 error test: b',
    ])
  })

  test('a loop keeps what was matched before it, until a line does not match', () => {
    const pattern = [
      { regexp: '^(\\S+):$', file: 1 },
      { regexp: '^ (\\d+) (.*)$', line: 1, message: 2, loop: true },
    ]
    const output = 'src/a.ts:\n 1 first\n 2 second\n\n 3 lost\napp/src/b.ts:\n 1 third'
    expect(lines(matchers({ pattern }), output)).toEqual([
      'src/a.ts:1 error test: first',
      'src/a.ts:2 error test: second',
      'app/src/b.ts:1 error test: third',
    ])
  })

  test('files are relative to a project when a group says which', () => {
    const pattern = [{ regexp: '^(\\S+) \\[(.*)\\] (.*)$', file: 1, fromPath: 2, message: 3 }]
    expect(lines(matchers({ pattern }), 'src/b.ts [app/tsconfig.json] odd')).toEqual([
      'app/src/b.ts error test: odd',
    ])
  })

  test('the first matcher has the line; workflow commands count as well', () => {
    const all = matchers({ pattern: [SINGLE] }, { pattern: [{ regexp: '^(.+?):.*$', file: 1, message: 0 }] })
    expect(
      lines(all, 'src/a.ts:2:3 warning W1 odd\nsrc/a.ts: else\n::error file=src/a.ts,line=3::told'),
    ).toEqual([
      'src/a.ts:3 error test: told',
      'src/a.ts:2 warn test/W1: odd',
      'src/a.ts error test: src/a.ts: else',
    ])
  })

  test('a failure that no matcher explains is not silent', () => {
    expect(lines(matchers({ pattern: [SINGLE] }), 'boom')).toEqual([
      '- error test: `test` failed: exit code 1.',
    ])
  })

  test('matchers are the file as the check saw it, else as it is tracked', () => {
    const fresh = matchers({ pattern: [{ regexp: '^NEW (\\S+)$', file: 1, message: 0 }] })
    const { findings } = read('{}', 'NEW src/a.ts', { file: fresh })
    expect(findings.map(line)).toEqual(['src/a.ts error test: NEW src/a.ts'])
  })
})

describe('where matchers come from', () => {
  const added = matchers({ pattern: [SINGLE] })
  const log = 'src/a.ts:2:3 warning W1 odd'
  const auto = (output: string, more: Parameters<typeof run>[0] = {}) =>
    parseCheck(run({ files: { ...FILES, '.github/m.json': added }, output, ...more }))

  test('a log adds them, as actions do', () => {
    const { format, findings } = auto(`::add-matcher::.github/m.json\n${log}`)
    expect(format).toBe('problem-matcher')
    expect(findings[0]).toMatchObject({ rule: 'test/W1' })
  })

  test('those of an action are not ours, and the log is read without them', () => {
    const { format } = auto('::add-matcher::/home/runner/work/_actions/x/m.json\nsrc/a.ts:2:3: error: odd')
    expect(format).toBe('generic')
  })

  test('a check may name them as its file without saying so', () => {
    const { format, findings } = auto(log, { check: { parse: 'auto:.github/m.json' }, file: added })
    expect(format).toBe('problem-matcher')
    expect(findings[0]).toMatchObject({ rule: 'test/W1' })
  })

  test('a file that is not there is said', () => {
    expect(auto(log, { check: { parse: 'problem-matcher:none.json' } }).findings[0]?.message).toMatch(
      /^`parse: problem-matcher:none\.json` of `test` \(exit code 1\) names a file of problem matchers that is not there\./,
    )
  })

  test('a log without any is said', () => {
    expect(auto(log, { check: { parse: 'problem-matcher' } }).findings[0]?.message).toContain(
      'name one with `parse: problem-matcher:<file>`',
    )
  })
})

describe('matchers that cannot be used are said', () => {
  test.each([
    ['looks ahead', [{ regexp: '^(?=x)(.*)$', message: 1 }], 'uses lookahead or lookbehind'],
    ['refers back', [{ regexp: '^(x)\\1 (.*)$', message: 2 }], 'uses a backreference'],
    [
      'has too few groups',
      [{ regexp: '^x(.*)$', file: 1, message: 2 }],
      'takes `message` from group 2, but it has 1 group',
    ],
    ['loops at once', [{ regexp: '^x(.*)$', message: 1, loop: true }], 'has `loop`'],
    ['says nothing', [{ regexp: '^x(.*)$', file: 1 }], 'takes `message` from no group'],
    ['is none', 3, 'it is not a file of problem matchers: '],
    ['is too large', [{ regexp: `(x{1,900})`, message: 1 }], 'is too large'],
  ])('when a pattern %s', (_, pattern, why) => {
    const { findings } = read(matchers({ pattern }), 'x')
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toContain('could not be read as problem-matcher: ')
    expect(findings[0]?.message).toContain(why)
  })

  test('when they are no JSON', () => {
    expect(read('nothing', 'x').findings[0]?.message).toContain('there is no JSON in it')
  })
})

test('hostile matchers on a hostile log end in time, and say where', async () => {
  const pattern = [{ regexp: '^(a|aa|[ab]{1,40})*(.*)(.*)(.*)c$', message: 1 }]
  const all = matchers(...Array.from({ length: 10 }, () => ({ pattern })))
  const output = `${'a'.repeat(1_900)}c\n`.repeat(5_000)
  const { findings } = read(all, output)
  expect(findings.at(-1)?.message).toMatch(/given up at line \d+ of the log/)
  await letTimeRunOut()
})
