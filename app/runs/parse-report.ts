import { type Report, reportSchema } from '../../core/run/report.ts'
import type { Run } from './run.ts'

export type ParsedReport = { kind: 'report'; report: Report } | { kind: 'unreadable'; detail: string }

/** Characters of what is wrong with a report. */
const MOST = 2_000

/** A runner's text → its report of this run, or what is wrong with it. Fails closed: nothing is guessed. */
export function parseReport(text: string, run: Run): ParsedReport {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return unreadable(`It is not JSON: ${(error as Error).message}`)
  }
  const parsed = reportSchema.safeParse(json)
  if (!parsed.success) return unreadable(parsed.error.issues.slice(0, 5).map(toSentence).join(' '))
  if (parsed.data.key !== run.key) return unreadable('It is the report of another run.')
  if (parsed.data.base !== run.assignment.base.sha)
    return unreadable('It is about another commit than the run was given.')
  return { kind: 'report', report: parsed.data }
}

/** As code: names in it are nobody's Markdown. */
function toSentence({ path, message }: { path: PropertyKey[]; message: string }): string {
  return `\`${[path.join('.') || 'the report', message].join(': ').replaceAll('`', "'")}\`.`
}

function unreadable(detail: string): ParsedReport {
  return { kind: 'unreadable', detail: detail.slice(0, MOST) }
}
