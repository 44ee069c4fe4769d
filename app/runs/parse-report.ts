import { cleanReport, type Leak } from '../../core/redact/clean-report.ts'
import type { Redactor } from '../../core/redact/redactor.ts'
import { type Report, reportSchema } from '../../core/run/report.ts'
import { head } from '../../core/say/cut.ts'
import type { Run } from './run.ts'

/** `leaks`: secrets that were in its words, which are without them now. */
export type ParsedReport =
  | { kind: 'report'; report: Report; leaks: Leak[] }
  | { kind: 'unreadable'; detail: string }

/** Characters of what is wrong with a report. */
const MOST = 2_000

/** A runner's text → its report of this run, or what is wrong with it. Fails closed: nothing is guessed. */
export function parseReport(text: string, run: Run, redactor: Redactor): ParsedReport {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return unreadable(`It is not JSON: ${(error as Error).message}`)
  }
  const parsed = reportSchema.safeParse(json)
  if (!parsed.success) return unreadable(parsed.error.issues.slice(0, 5).map(toSentence).join(' '))
  const { changes, ...told } = parsed.data
  if (parsed.data.key !== run.key) return unreadable('It is the report of another run.')
  if (parsed.data.base !== run.assignment.base.sha)
    return unreadable('It is about another commit than the run was given.')
  return { kind: 'report', ...cleanReport({ ...wellFormed(told), changes }, redactor) }
}

/**
 * GitHub takes no request with half a character in it. Changes are left as they are: a path is refused for it, and
 * contents are base64.
 */
function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed() as T
  if (Array.isArray(value)) return value.map(wellFormed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wellFormed(one)])) as T
}

/** As code: names in it are nobody's Markdown. */
function toSentence({ path, message }: { path: PropertyKey[]; message: string }): string {
  return `\`${[path.join('.') || 'the report', message].join(': ').replaceAll('`', "'")}\`.`
}

function unreadable(detail: string): ParsedReport {
  return { kind: 'unreadable', detail: head(detail, MOST).toWellFormed() }
}
