import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseCheck } from '../../../core/checks/parse-check.ts'
import { findingSchema } from '../../../core/rules/finding.ts'
import { run } from './shop.ts'

const FILES = {
  'src/a.ts': 'const ü = "😀"\nsecond\n\nlast',
  'src/crlf.ts': 'one\r\ntwo\r\n',
  'src/empty.ts': '',
}
const path = fc.constantFrom(...Object.keys(FILES), '/w/src/a.ts', 'src/none.ts')
const number = fc.oneof(
  fc.integer({ min: -2, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 2 ** 31, 1e308),
)
const text = fc.constantFrom('', 'x', 'x\n', 'a\r\nb')
const span = fc.record({ line: number, column: number, endLine: number, endColumn: number })

type Span = { line: number; column: number; endLine: number; endColumn: number }
const rd = ({ line, column, endLine, endColumn }: Span) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
})
const lsp = ({ line, column, endLine, endColumn }: Span) => ({
  start: { line, character: column },
  end: { line: endLine, character: endColumn },
})
const rows = ({ line, column, endLine, endColumn }: Span) => ({
  location: { row: line, column },
  end_location: { row: endLine, column: endColumn },
})
const rustSpan = (file: string, { line, column, endLine, endColumn }: Span, insert: string) => ({
  file_name: file,
  line_start: line,
  line_end: endLine,
  column_start: column,
  column_end: endColumn,
  is_primary: true,
  suggested_replacement: insert,
  suggestion_applicability: 'MachineApplicable',
})

/** A report with one remark and one change, in each of the formats that have positions of their own kind. */
const REPORTS: Record<string, (file: string, at: Span, change: { at: Span; text: string }) => unknown> = {
  rdjson: (file, at, change) => ({
    diagnostics: [
      {
        message: 'm',
        location: { path: file, range: rd(at) },
        suggestions: [{ range: rd(change.at), text: change.text }],
      },
    ],
  }),
  lsp: (file, at) => ({ uri: file, diagnostics: [{ range: lsp(at), message: 'm' }] }),
  pyright: (file, at) => ({
    generalDiagnostics: [{ file, severity: 'error', message: 'm', range: lsp(at) }],
  }),
  ruff: (file, at, change) => [
    {
      filename: file,
      message: 'm',
      ...rows(at),
      fix: { applicability: 'safe', edits: [{ content: change.text, ...rows(change.at) }] },
    },
  ],
  shellcheck: (file, at, change) => [
    {
      ...at,
      file,
      level: 'error',
      code: 1000,
      message: 'm',
      fix: { replacements: [{ ...change.at, replacement: change.text }] },
    },
  ],
  pylint: (file, at) => [{ ...at, path: file, type: 'error', symbol: 's', message: 'm' }],
  stylelint: (file, at) => [{ source: file, warnings: [{ ...at, severity: 'error', text: 'm' }] }],
  gitlab: (file, at) => [
    { description: 'm', location: { path: file, positions: { begin: at, end: { line: at.endLine } } } },
  ],
  biome: (file, at) => ({
    diagnostics: [{ severity: 'error', message: 'm', location: { path: file, ...rd(at) }, advices: [] }],
  }),
  'golangci-lint': (file, at, change) => ({
    Issues: [
      {
        FromLinter: 'l',
        Text: 'm',
        Pos: { Filename: file, Line: at.line, Column: at.column },
        LineRange: { From: change.at.line, To: change.at.endLine },
        Replacement: { NewLines: [change.text] },
      },
    ],
  }),
  'cargo-json': (file, at, change) => ({
    message: 'm',
    level: 'error',
    code: null,
    spans: [rustSpan(file, at, '')],
    children: [{ message: 'h', level: 'help', spans: [rustSpan(file, change.at, change.text)] }],
  }),
}

test.each(Object.keys(REPORTS))('wherever %s says something stands, the finding is valid', (parse) => {
  fc.assert(
    fc.property(path, span, span, text, (file, at, changed, insert) => {
      const output = JSON.stringify(REPORTS[parse]!(file, at, { at: changed, text: insert }))
      const { format, findings } = parseCheck(run({ files: FILES, check: { parse }, output }))
      expect(format).toBe(parse)
      expect(findings[0]?.message).not.toContain('could not be read')
      for (const finding of findings) {
        findingSchema.parse(finding)
        const lines = FILES[finding.path as keyof typeof FILES]?.split('\n').length ?? 0
        if (finding.range !== null) expect(finding.range.endLine).toBeLessThanOrEqual(Math.max(1, lines))
      }
    }),
    { numRuns: 150 },
  )
})
