import { describe, expect, test } from '@jest/globals'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { line, run } from './shop.ts'

const FILES = {
  'src/a.ts': 'const a = 1\nvar b = 2\nconst c = 3\n',
  'src/b.ts': 'one\n',
  'crates/a/src/lib.rs': 'fn a() {}\nfn b() {}\n',
  'src/lib.rs': 'fn c() {}\n',
}
const read = (output: unknown, parse = 'auto') =>
  parseCheck(
    run({
      output: typeof output === 'string' ? output : JSON.stringify(output),
      files: FILES,
      check: { parse },
    }),
  )
const lines = (output: unknown, parse = 'auto') => read(output, parse).findings.map(line)

describe("a language server's diagnostics", () => {
  const diagnostic = {
    range: { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } },
    severity: 2,
    code: 6133,
    message: 'Unused.',
    relatedInformation: [
      {
        location: { uri: 'file:///w/src/b.ts', range: { start: { line: 0, character: 0 } } },
        message: 'Written here.',
      },
    ],
  }
  const file = { uri: 'file:///w/src/a.ts', diagnostics: [diagnostic] }
  const notice = { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: file }

  test.each([
    ['of one file', file],
    ['of several', [file, { uri: 'file:///w/src/c.ts', diagnostics: [] }]],
    ['in a notification', notice],
    ['in a list of notifications', [notice]],
    ['in notifications line by line', `${JSON.stringify(notice)}\n${JSON.stringify({ ...notice, id: 2 })}\n`],
  ])('count from zero: %s', (_, output) => {
    const { format, findings } = read(output)
    expect(format).toBe('lsp')
    expect(findings[0]).toMatchObject({
      rule: 'test/6133',
      level: 'warn',
      path: 'src/a.ts',
      range: { startLine: 1, endLine: 1, startColumn: 7, endColumn: 8 },
      message: 'Unused.\nnote: Written here. (src/b.ts:1)',
    })
  })

  test.each([
    ['error', 1],
    ['warn', 2],
    ['info', 3],
    ['info', 4],
    ['error', undefined],
  ])('a remark is an %s when its severity is %s', (level, severity) => {
    const output = { ...file, diagnostics: [{ ...diagnostic, severity }] }
    expect(read(output).findings[0]).toMatchObject({ level })
  })
})

describe('checkstyle XML', () => {
  test('rules lose the names of their packages, and entities are read once', () => {
    const xml = `<?xml version="1.0"?><checkstyle version="10"><file name="/w/src/a.ts">
      <error line="2" column="1" severity="warning" message="no &amp;lt;var&#62;" source="com.puppycrawl.tools.checkstyle.checks.NoVarCheck"/>
      <error line="0" severity="info" message="whole" source="format"/>
      <error line="3" severity="ignore" message="" source="empty"/>
    </file><file name="src/none.ts"><error line="1" severity="error" message="gone"/></file></checkstyle>`
    expect(lines(`log\n${xml}\nmore`)).toEqual([
      'src/a.ts:2 warn test/NoVarCheck: no &lt;var>',
      'src/a.ts info test/format: whole',
      'src/a.ts:3 info test/empty: empty',
      '- error test: `test` failed: exit code 1.',
    ])
  })

  test.each([
    [
      'an entity bomb',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><checkstyle><file name="&b;"/></checkstyle>',
    ],
    ['an open element', '<checkstyle><file name="src/a.ts"></checkstyle>'],
    ['no end', '<checkstyle><file name="src/a.ts"'],
    ['endless depth', `<checkstyle>${'<file>'.repeat(5_000)}${'</file>'.repeat(5_000)}</checkstyle>`],
  ])('%s is broken, and said', (_, xml) => {
    const { findings } = read(xml, 'checkstyle')
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toContain('could not be read as checkstyle: ')
  })
})

describe('reports of single tools', () => {
  test("Cargo's paths are those of the package, or of its workspace", () => {
    const message = (manifest: string, file: string) => ({
      reason: 'compiler-message',
      manifest_path: manifest,
      message: {
        message: 'odd',
        level: 'error',
        code: null,
        children: [],
        spans: [
          { file_name: file, line_start: 1, line_end: 1, column_start: 4, column_end: 5, is_primary: true },
        ],
      },
    })
    const output = [
      message('/w/crates/a/Cargo.toml', 'src/lib.rs'),
      message('/w/crates/a/Cargo.toml', 'crates/a/src/lib.rs'),
      message('/w/Cargo.toml', 'src/lib.rs'),
    ]
    expect(lines(output.map((one) => JSON.stringify(one)).join('\n'))).toEqual([
      'crates/a/src/lib.rs:1 error test: odd',
      'src/lib.rs:1 error test: odd',
    ])
  })

  test('a suite that could not run is told of, with its file', () => {
    const output = {
      numTotalTests: 0,
      testResults: [
        { name: '/w/src/a.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
      ],
    }
    expect(lines(output)).toEqual(['src/a.ts error test: Cannot find module'])
  })

  test("PHPStan's empty map is a list, and its general errors are told", () => {
    const output = { totals: { errors: 1, file_errors: 0 }, files: [], errors: ['Out of memory.'] }
    expect(read(output).findings[0]?.message).toContain('- Out of memory.')
  })

  test('golangci-lint that could not work is not silent', () => {
    const output = { Issues: null, Report: { Error: 'typechecking failed' } }
    expect(read(output).findings[0]?.message).toContain('- typechecking failed')
  })

  test('packages that Go tests side by side keep their tests apart', () => {
    const event = (Package: string, Output: string) =>
      JSON.stringify({ Action: 'output', Package, Test: 'T', Output })
    const output = [
      event('x/p', '--- FAIL: T (0.00s)\n'),
      event('x/q', '--- PASS: T (0.00s)\n'),
      event('x/q', '    b_test.go:1: fine\n'),
      event('x/p', '    a_test.go:1: odd\n'),
    ].join('\n')
    const files = { 'p/a_test.go': '\n', 'q/a_test.go': '\n', 'q/b_test.go': '\n' }
    expect(parseCheck(run({ output, files })).findings.map(line)).toEqual(['p/a_test.go:1 error test/T: odd'])
  })

  test('a report is found between lines that look like JSON, and before what follows it', () => {
    const report = [
      { filePath: 'src/a.ts', messages: [{ ruleId: 'a', severity: 2, message: 'odd {[', line: 1 }] },
    ]
    const output = `[ 1 of 2 ] Building\n{ not json }\n${JSON.stringify(report, null, 2)}\n} ] trailing "`
    expect(lines(output)).toEqual(['src/a.ts:1 error test/a: odd {['])
  })
})
