import type { Finding, Level } from '../../core/rules/finding.ts'
import type { Format, Outcome } from './format.ts'

/** Reviewdog's diagnostics: columns are bytes of UTF-8, ends exclusive. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
export const rdjson: Format = (outcome, { showOld }) => {
  const all = showOld ? [...outcome.findings, ...outcome.old] : outcome.findings
  const diagnostics = all.map((finding) => toDiagnostic(finding, outcome))
  return `${JSON.stringify({ source: SOURCE, severity: 'UNKNOWN_SEVERITY', diagnostics }, null, 2)}\n`
}

const SOURCE = { name: 'reins', url: 'https://github.com/reins-dev/reins' }
const SEVERITY: Record<Level, string> = { error: 'ERROR', warn: 'WARNING', info: 'INFO' }

function toDiagnostic(finding: Finding, { line }: Outcome) {
  const { rule, level, path, range, message, fix, replacement, source } = finding
  const at = path ?? '.github/agent.yml'
  return {
    message: fix === undefined ? message : `${message}\nFix: ${fix}`,
    location: { path: at, ...(range !== null && path !== null && { range: toRange(finding, line) }) },
    severity: SEVERITY[level],
    code: { value: rule, ...(source?.[0] !== undefined && { url: source[0] }) },
    ...(replacement !== undefined &&
      range !== null &&
      path !== null && {
        suggestions: [
          {
            range: {
              start: { line: range.startLine, column: 1 },
              end: { line: range.endLine, column: bytes(line(path, range.endLine) ?? '') + 1 },
            },
            text: replacement,
          },
        ],
      }),
  }
}

function toRange({ path, range }: Finding, line: Outcome['line']) {
  const { startLine = 1, endLine = 1, startColumn, endColumn } = range ?? {}
  const column = (at: number, units: number) => bytes((line(path ?? '', at) ?? '').slice(0, units - 1)) + 1
  return {
    start: { line: startLine, ...(startColumn !== undefined && { column: column(startLine, startColumn) }) },
    end: { line: endLine, ...(endColumn !== undefined && { column: column(endLine, endColumn) }) },
  }
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
