import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { line, run } from './shop.ts'

const FILES = {
  'src/a.ts': 'one\ntwo\nthree\nfour\n',
  'src/b.ts': 'one\n',
  'pkg/sum_test.go': 'package pkg\n',
  'src/main/java/Shop.java': 'class Shop {}\n',
}
const lines = (output: string, parse = 'auto') =>
  parseCheck(run({ output, files: FILES, check: { parse } })).findings.map(line)

describe('GitHub workflow commands', () => {
  test('properties and message are unescaped once', () => {
    const output =
      '  ::error file=src/a.ts,line=2,endLine=3,col=2,endColumn=3,title=50%2525%2C really%3A::first%0Asecond %250A'
    const finding = parseCheck(run({ output, files: FILES })).findings[0]!
    expect(finding.range).toEqual({ startLine: 2, endLine: 3, startColumn: 2, endColumn: 3 })
    expect(finding.message).toBe('50%25, really:\nfirst\nsecond %0A')
  })

  test('warnings and notices have their levels; what has no place is gathered', () => {
    const output =
      '::error file=src/a.ts,line=1::odd\n::warning file=src/b.ts,line=1::w\n::notice file=src/b.ts::n\n::warning::no place\n::debug::x'
    const { findings } = parseCheck(run({ output, files: FILES }))
    expect(findings.map(line)).toEqual([
      'src/a.ts:1 error test: odd',
      'src/b.ts:1 warn test: w',
      'src/b.ts info test: n',
      '- warn test: `test` also says, without a place:',
    ])
    expect(findings.at(-1)?.message).toContain('- no place')
  })
})

describe('JUnit', () => {
  test('suites nest, and a line the report names itself wins over the trace', () => {
    const xml = `<testsuites><testsuite name="outer" file="src/a.ts"><testsuite name="inner">
      <testcase name="adds" line="3"><failure message="no &lt;b&gt; &amp;amp;"><![CDATA[at x (src/b.ts:1:1)]]></failure></testcase>
      <testcase name="passes"/><testcase name="skipped"><skipped/></testcase>
      <testcase name="twice"><failure>src/b.ts:1: one</failure><error type="TypeError"/></testcase>
    </testsuite></testsuite></testsuites>`
    expect(lines(xml)).toEqual([
      'src/a.ts:3 error test/inner › adds: no <b> &amp;',
      'src/b.ts:1 error test/inner › twice: src/b.ts:1: one',
      'src/a.ts error test/inner › twice: TypeError',
    ])
  })

  test('what a test printed may be a page with a DOCTYPE', () => {
    const xml =
      '<testsuite><testcase name="t" file="src/b.ts"><failure message="no page"><![CDATA[<!DOCTYPE html><!-- ]]></failure></testcase></testsuite>'
    expect(lines(xml)).toEqual(['src/b.ts error test/t: no page'])
    expect(lines(xml.replace('<testsuite>', '<?xml version="1.0"?><!DOCTYPE x><testsuite>'))[0]).toBe(
      '- error test: What `test` (exit code 1) wrote could not be read as junit: a DOCTYPE has no place in JUnit XML. A report in the output may be mixed with other lines or cut: let the tool write a file and use `parse: junit:<file>`.',
    )
  })

  test('Java traces name files without folders', () => {
    const xml =
      '<testsuite name="s"><testcase name="t" classname="Shop"><failure message="no">at shop.Shop.total(Shop.java:1)\nat java.base/x.run(Thread.java:9)</failure></testcase></testsuite>'
    expect(lines(xml)).toEqual(['src/main/java/Shop.java:1 error test/Shop › t: no'])
  })

  test('references to characters are read once, and never make half a character', () => {
    const xml =
      '<testsuite><testcase name="&#x1F600;&#38;#65;&#xD800;"><failure message="m"/></testcase></testsuite>'
    expect(parseCheck(run({ output: xml, files: FILES })).findings[0]?.message).toContain(
      '😀&#65;&#xD800;: m',
    )
  })
})

describe('other formats', () => {
  test.each([
    [
      'go test',
      '--- FAIL: TestSum (0.00s)\n    sum_test.go:1: got 1, want 2',
      ['pkg/sum_test.go:1 error test/TestSum: got 1, want 2'],
    ],
    ['go vet', './pkg/sum_test.go:1:2: unreachable code', ['pkg/sum_test.go:1 error test: unreachable code']],
    [
      'a Go panic',
      'panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/home/x/src/pkg/sum_test.go:1 +0x1d',
      ['pkg/sum_test.go:1 error test: panic: boom'],
    ],
    [
      'mypy',
      'src/a.ts:2: error: Incompatible types  [assignment]',
      ['src/a.ts:2 error test/assignment: Incompatible types'],
    ],
    ['flake8', 'src/a.ts:2:1: F401 unused', ['src/a.ts:2 error test: F401 unused']],
    [
      'a note joins its error',
      'src/a.ts:2:1: error: twice\nsrc/b.ts:1:1: note: first here',
      ['src/a.ts:2 error test: twice'],
    ],
    [
      'a log with times',
      '12:30:45: started\nlocalhost:3000: up\nsrc/a.ts:1:1: odd',
      ['src/a.ts:1 error test: odd'],
    ],
    [
      'tsc without a file',
      'error TS18003: No inputs were found.',
      ['- error test: `test` failed: exit code 1.'],
    ],
  ])('%s', (_, output, expected) => {
    expect(lines(output)).toEqual(expected)
  })

  test('TAP leaves out what is to do, and suites that only failed in their tests', () => {
    const output = `TAP version 13
not ok 1 - later # TODO not yet
not ok 2 - now
  ---
  location: '/home/x/src/a.ts:2:1'
  error: 'it''s odd'
  ...
not ok 3 - suite
  ---
  failureType: 'subtestsFailed'
  ...
1..3`
    expect(lines(output)).toEqual(["src/a.ts:2 error test/now: it's odd"])
  })

  test("tsc's details belong to their error", () => {
    const output =
      "src/a.ts(2,1): error TS2322: Type 'A' is not 'B'.\n  Property 'x' is missing.\nFound 1 error."
    expect(parseCheck(run({ output, files: FILES })).findings[0]?.message).toBe(
      "Type 'A' is not 'B'.\n  Property 'x' is missing.",
    )
  })

  test('colours, links and returns are no part of anything', () => {
    const output =
      '\u001b]8;;https://x\u0007\u001b[1msrc/a.ts\u001b[0m\u001b]8;;\u001b\\:\u001b[33m2\u001b[0m:1: error: o\u0000dd\r\nprogress 1%\rprogress 2%'
    expect(lines(output)).toEqual(['src/a.ts:2 error test: odd'])
  })

  test("ESLint's fix is a suggestion, also behind a byte order mark", () => {
    const files = { 'a.js': '\ufefflet a = 1\n' }
    const message = {
      ruleId: 'prefer-const',
      severity: 2,
      message: 'm',
      line: 1,
      column: 5,
      fix: { range: [0, 3], text: 'const' },
    }
    const output = JSON.stringify([{ filePath: '/w/a.js', messages: [message] }])
    expect(parseCheck(run({ output, files })).findings[0]).toMatchObject({ replacement: '\ufeffconst a = 1' })
  })

  test("ESLint's own metadata is the source", () => {
    const message = { ruleId: 'semi', severity: 1, message: 'm', line: 1 }
    const output = JSON.stringify({
      results: [{ filePath: 'src/a.ts', messages: [message] }],
      metadata: { rulesMeta: { semi: { docs: { url: 'https://eslint.org/semi' } } } },
    })
    expect(parseCheck(run({ output, files: FILES, exitCode: 0 })).findings[0]?.source).toEqual([
      'https://eslint.org/semi',
    ])
  })
})
