import { cell, codeSpan, fenced } from '../markdown/write.ts'
import type { Assignment } from '../run/assignment.ts'
import type { Acceptance, Denied, Doubt, PlanStep, Report } from '../run/report.ts'
import { allowingLines } from './allowing.ts'
import { isInside } from './annotations.ts'
import { defuseLine } from './defuse.ts'
import { inert } from './inert.ts'
import { count, duration, money, plural } from './numbers.ts'

/** Parts that pull request, check run and step summary have in common. Each is "" when there is nothing to say. */

export function acceptanceTable(acceptance: Acceptance[], server: string): string {
  if (acceptance.length === 0) return ''
  const rows = acceptance.map(({ criterion, met, evidence }) => {
    const cells = [
      met ? '✅' : '❌',
      defuseLine(criterion, { server, most: 500 }),
      defuseLine(evidence, { server, most: 700 }),
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  return `| met | criterion | evidence |\n|:-:|---|---|\n${rows.join('\n')}`
}

export function doubtList(doubts: Doubt[], server: string): string {
  return doubts
    .map((doubt) => {
      return `- ${placeOf(doubt)}${defuseLine(doubt.text, { server, most: 1_000 })}`
    })
    .join('\n')
}

function placeOf({ path, line }: Doubt): string {
  if (path === undefined || !isInside(path)) return ''
  return `${codeSpan(line === undefined ? path : `${path}:${line}`)}: `
}

export function planList(plan: PlanStep[], server: string): string {
  const marks = { completed: 'x', in_progress: ' ', pending: ' ' } as const
  return plan
    .map(({ step, status }) => {
      const note = status === 'in_progress' ? ' (in progress)' : ''
      return `- [${marks[status]}] ${defuseLine(step, { server, most: 600 })}${note}`
    })
    .join('\n')
}

/** What was refused to tools and commands, and the configuration that would allow it. */
export function deniedList(
  denied: Denied[],
  harness: Pick<Assignment['harness'], 'scope' | 'setup'> | null,
  server: string,
): string {
  if (denied.length === 0) return ''
  const shown = denied.slice(0, 30).map((one) => {
    const times = one.count > 1 ? ` (${count(one.count)} times)` : ''
    return `- ${codeSpan(one.tool)} ${codeSpan(inert(one.what))}${times}: ${defuseLine(one.why, { server, most: 400 })}`
  })
  if (denied.length > 30) shown.push(`- … and ${count(denied.length - 30)} more`)
  const lines = harness === null ? null : allowingLines(denied, harness)
  const allow =
    lines === null
      ? ''
      : `\n\nThis in ${codeSpan('.github/agent.yml')} would allow what is legitimate of it:\n\n${fenced(lines, 'yaml')}`
  return shown.join('\n') + allow
}

/** Where it came from and what it took, as a table of two columns. */
export function provenanceTable({
  assignment,
  report,
  workflowRunUrl,
  server,
}: {
  assignment: Assignment
  report: Report
  server: string
  workflowRunUrl: string | null
}): string {
  const { base, limits, model, roles = {}, plan, origin, request, key } = assignment
  const { usage } = report
  const rows: [string, string][] = [
    ['asked for by', `${request.actor} in [this comment](${request.url})`],
    ['model', codeSpan(model.name)],
    ...Object.entries(roles).map(([role, one]): [string, string] => [
      `${role}’s model`,
      codeSpan(one?.name ?? ''),
    ]),
    ...(plan === undefined
      ? []
      : [['plan', `${codeSpan(plan.hash)}, approved by ${plan.approvedBy}`] satisfies [string, string]]),
    ['base', `${codeSpan(base.ref)} at ${base.sha}`],
    [
      'rules',
      origin.from === 'file'
        ? `${codeSpan(origin.path)} at ${base.sha}`
        : 'detected: the repository has no rules file',
    ],
    ['turns', `${count(report.turns)} of ${count(limits.turns)}`],
    ['repair rounds', `${count(report.repairs)} of ${count(limits.repairs)}`],
    ['time', `${duration(report.ms)} of ${duration(limits.time)}`],
    ['cost', `${money(usage.cost)} of ${money(limits.cost)}`],
    [
      'tokens',
      `${count(usage.inputTokens)} in (${count(usage.cachedTokens)} cached), ${count(usage.outputTokens)} out, ${plural(usage.requests, 'request')}`,
    ],
    ['isolation', defuseLine(report.isolation, { server, most: 300 }) || 'not stated'],
    ['run', `${codeSpan(key)}${workflowRunUrl === null ? '' : ` in [this workflow run](${workflowRunUrl})`}`],
  ]
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${cell(value)} |`).join('\n')}`
}

/** The files the agent was given with its instructions. */
export function contextTable(context: Report['context']): string {
  if (context.length === 0) return ''
  const rows = context.map(({ path, sha256, bytes, cut }) => {
    const cells = [codeSpan(path), codeSpan(sha256), `${count(bytes)}${cut ? ' (cut)' : ''}`]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  return `| file | SHA-256 | bytes |\n|---|---|--:|\n${rows.join('\n')}`
}

export function details(summary: string, text: string): string {
  return text === '' ? '' : `<details>\n<summary>${summary}</summary>\n\n${text}\n\n</details>`
}

export function headed(title: string, text: string): string {
  return text === '' ? '' : `### ${title}\n\n${text}`
}
