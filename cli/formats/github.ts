import type { Finding, Level } from '../../core/rules/finding.ts'
import { messageOf } from '../../core/say/annotations.ts'
import type { Format } from './format.ts'

/** Workflow commands: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
export const github: Format = ({ findings, judged }) => {
  const lines = findings.map(toCommand)
  // GitHub shows the first ten of each level in a step and drops the others without a word.
  const dropped = (['error', 'warn', 'info'] as const)
    .map((level) => findings.filter((finding) => finding.level === level).length - MOST_A_LEVEL)
    .filter((more) => more > 0)
    .reduce((sum, more) => sum + more, 0)
  const note =
    dropped > 0 ? `; GitHub shows ${MOST_A_LEVEL} of each level, ${dropped} stand in this log only` : ''
  return `${lines.join('')}${findings.length} findings in ${judged}${note}\n`
}

const MOST_A_LEVEL = 10
const COMMAND: Record<Level, string> = { error: 'error', warn: 'warning', info: 'notice' }

function toCommand(finding: Finding): string {
  const { rule, level, path, range } = finding
  const properties = {
    file: path ?? undefined,
    line: range?.startLine,
    endLine: range?.endLine,
    col: range?.startColumn,
    endColumn: range?.startLine === range?.endLine ? range?.endColumn : undefined,
    title: rule,
  }
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${COMMAND[level]} ${written.join(',')}::${escapeMessage(messageOf(finding))}\n`
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
