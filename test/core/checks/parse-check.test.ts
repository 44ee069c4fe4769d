import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { MOST_FINDINGS } from '../../../core/checks/to-findings.ts'
import { line, run } from './shop.ts'

const only = (given: Parameters<typeof run>[0]) => {
  const { findings } = parseCheck(run(given))
  expect(findings).toHaveLength(1)
  return findings[0]!
}

describe('a check that fails is never silent', () => {
  test('without any place it is one finding with the end of its log', () => {
    const log = Array.from({ length: 200 }, (_, index) => `step ${index}`).join('\n')
    const finding = only({ output: `${log}\n\u001b[31mboom\u001b[0m\n\n` })
    expect(finding).toMatchObject({
      rule: 'test',
      level: 'error',
      path: null,
      range: null,
      preexisting: false,
    })
    expect(finding.message).toMatch(
      /^`test` failed: exit code 1\.\n\nThe end of its log:\n\(\d+ lines before\)\n/,
    )
    expect(finding.message).toMatch(/step 199\nboom$/)
    expect(finding.message).not.toContain('step 100\n')
  })

  test('it says so when there is no log at all, and when a signal ended it', () => {
    expect(only({ exitCode: null }).message).toBe('`test` failed: ended by a signal.\nIt wrote nothing else.')
  })

  test.each([
    'node_modules/left-pad/index.js:3:5: error: broken',
    '/usr/include/stdio.h:3:5: error: broken',
    '/home/runner/work/shop/shop/node_modules/x/src/cart.js:3:5: error: broken',
    '../../other/thing.c:3:5: error: broken',
  ])('places outside the repository are no places: %s', (output) => {
    expect(only({ output })).toMatchObject({ path: null, level: 'error' })
  })

  test('warnings with a place do not explain a failure', () => {
    const { findings } = parseCheck(run({ output: 'src/cart.js:1:1: warning: odd\nout of memory' }))
    expect(findings.map(line)).toEqual([
      'src/cart.js:1 warn test: odd',
      '- error test: `test` failed: exit code 1.',
    ])
    expect(findings[1]?.message).toContain('out of memory')
  })

  test('failed tests without a place are named in the one finding', () => {
    const output =
      '<testsuite name="s"><testcase name="a"><failure message="no"/></testcase><testcase name="b"><error/></testcase></testsuite>'
    const finding = only({ output, check: { parse: 'junit' } })
    expect(finding.path).toBeNull()
    expect(finding.message).toContain('- s › a: no\n- s › b: failed')
  })

  test('another failed test is another fingerprint, the same failure is not', () => {
    const suite = (...names: string[]) =>
      `<testsuite>${names.map((name) => `<testcase name="${name}"><failure/></testcase>`).join('')}</testsuite>`
    const print = (output: string) => only({ output }).fingerprint
    expect(print(suite('a'))).toBe(print(`${suite('a')}\n`))
    expect(print(suite('a', 'b'))).not.toBe(print(suite('a')))
  })

  test('a check that was stopped says its limit', () => {
    const finding = only({ timedOut: true, exitCode: null, output: 'waiting …', check: { timeout: 120_000 } })
    expect(finding.message).toMatch(
      /^`test` did not end within its limit of 2 min and was stopped\. .*\n\nThe end of its log:\nwaiting …$/,
    )
  })
})

describe('a report that cannot be read is said', () => {
  test('when the file was not written', () => {
    const finding = only({ check: { parse: 'junit:junit.xml' }, output: 'cannot find vitest' })
    expect(finding.message).toMatch(/^`test` \(exit code 1\) did not write `junit\.xml`/)
    expect(finding.message).toContain('cannot find vitest')
  })

  test.each([
    ['eslint', '[{"filePath": "src/cart.js", "messages": ['],
    ['eslint', '{"results": 3}'],
    ['sarif', '{"version": "2.1.0", "runs": [{"tool": {}}]}'],
    ['sarif', '{"version": "2.0.0", "runs": []}'],
    ['junit', '<testsuite><testcase name="a"></testsuite>'],
    ['junit', 'no report at all'],
    ['junit', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><testsuite name="&b;"/>'],
    ['junit', `${'<testsuite>'.repeat(5_000)}${'</testsuite>'.repeat(5_000)}`],
  ])('when it is broken: %s', (format, file) => {
    const finding = only({ check: { parse: `${format}:report` }, file, output: 'the log', exitCode: 0 })
    expect(finding).toMatchObject({ level: 'error', path: null })
    expect(finding.message).toMatch(
      new RegExp(`^What \`test\` \\(exit code 0\\) wrote could not be read as ${format}: `),
    )
    expect(finding.message).toContain('the log')
  })

  test('when the format is unknown', () => {
    expect(only({ check: { parse: 'xunit' } }).message).toMatch(
      /Known are: auto, sarif, (?:[\w-]+, )*eslint-stylish, (?:[\w-]+, )*generic\./,
    )
  })

  test('and what only looked like a report does not fail a check that passed', () => {
    const output = '[{"filePath": "src/cart.js", "messages": ['
    expect(only({ output, exitCode: 0 })).toMatchObject({ level: 'warn' })
  })
})

describe('a check that passed', () => {
  test('has no findings', () => {
    expect(parseCheck(run({ exitCode: 0, output: '12 tests passed' }))).toEqual({
      format: 'none',
      findings: [],
    })
  })

  test('keeps its warnings, and no error that its log only quotes', () => {
    const output = 'src/cart.js:1:1: warning: odd\nsrc/cart.js:2:1: error: quoted by a test'
    expect(parseCheck(run({ exitCode: 0, output })).findings.map(line)).toEqual([
      'src/cart.js:1 warn test: odd',
    ])
  })

  test('has the errors of its report as warnings', () => {
    const output = '::error file=src/cart.js,line=1::odd'
    expect(parseCheck(run({ exitCode: 0, output })).findings.map(line)).toEqual([
      'src/cart.js:1 warn test: odd',
    ])
  })
})

test('a check that is not required only warns', () => {
  const check = { required: false }
  expect(only({ check, output: 'src/cart.js:1:1: error: odd' }).level).toBe('warn')
  expect(only({ check, output: 'boom' }).level).toBe('warn')
  expect(only({ check, timedOut: true }).level).toBe('warn')
})

test("a check's own way to fix becomes the fix of remarks that have none", () => {
  const check = { fix: 'npx eslint . --fix' }
  expect(only({ check, output: 'src/cart.js:1:1: error: odd' }).fix).toBe('Run `npx eslint . --fix`.')
})

test('thousands of remarks are bounded, the worst are kept, the rest is counted', () => {
  const output = Array.from(
    { length: 7_000 },
    (_, index) => `src/cart.js:${index + 1}:1: ${index < 6_500 ? 'warning' : 'error'}: remark ${index}`,
  ).join('\n')
  const { findings } = parseCheck(run({ output }))
  expect(findings).toHaveLength(MOST_FINDINGS + 1)
  expect(findings.filter(({ level, path }) => level === 'error' && path !== null)).toHaveLength(500)
  expect(findings.at(-1)).toMatchObject({ path: null, message: '2000 more remarks of `test` are not shown.' })
})

test('the same remark said twice is one finding; two on one line have two fingerprints', () => {
  const output = 'src/cart.js:1:1: error: odd\nsrc/cart.js:1:1: error: odd\nsrc/cart.js:1:9: error: odd'
  const { findings } = parseCheck(run({ output }))
  expect(findings).toHaveLength(2)
  expect(findings[0]?.fingerprint).not.toBe(findings[1]?.fingerprint)
})

test('a place behind the end of the file stands at its last line', () => {
  expect(only({ files: { 'a.c': 'one\ntwo\n' }, output: 'a.c:9:1: error: odd' }).range).toEqual({
    startLine: 2,
    endLine: 2,
  })
})

test('what a runner logs inside a failing test is no remark', () => {
  const output = `FAIL test/cart.spec.js
  ● Console

    console.log
      hello

      at total (src/cart.js:5:3)

  ● cart › adds

    boom

      at Object.<anonymous> (test/cart.spec.js:5:27)
`
  expect(parseCheck(run({ output })).findings.map(line)).toEqual([
    'test/cart.spec.js:5 error test/cart › adds: boom',
  ])
})
