import { codeSpan } from '../markdown/write.ts'
import { STEP_SUMMARY_BYTES } from '../run/github-limits.ts'
import type { Outcome, Report } from '../run/report.ts'
import { defuse, defuseLine } from './defuse.ts'
import { fitSections } from './fit-sections.ts'
import { gatesTable } from './gates-table.ts'
import { count, duration, money, plural } from './numbers.ts'
import { acceptanceTable, deniedList, doubtList, headed, planList } from './sections.ts'

/** The page of the job in GitHub Actions. `conclusion` is the app's, null when it did not answer. */
export function renderStepSummary(report: Report, conclusion: string | null = null): string {
  // Job pages know no repository address here: every link shows as text.
  const server = '\u0000'
  const { usage } = report
  const numbers = [
    plural(report.turns, 'turn'),
    duration(report.ms),
    money(usage.cost),
    `${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`,
  ]
  return fitSections(
    [
      {
        name: 'title',
        text: `## ${conclusion === null ? 'The run has ended' : `Conclusion: ${conclusion}`}`,
      },
      { name: 'outcome', text: defuse(outcomeWords(report.outcome), { server, most: 8_000 }) },
      { name: 'numbers', text: `${numbers.join(' · ')} · run ${codeSpan(report.key)}` },
      { name: 'isolation', text: isolation(report.isolation) },
      { name: 'summary', text: headed('Summary', defuse(report.summary, { server, most: 20_000 })) },
      { name: 'gates', text: headed('Gates', gatesTable(report.gates)) },
      {
        name: 'acceptance criteria',
        text: headed('Acceptance criteria', acceptanceTable(report.acceptance, server)),
      },
      { name: 'doubts', text: headed('What to doubt', doubtList(report.doubts, server)) },
      { name: 'refused attempts', text: headed('Refused attempts', deniedList(report.denied, null, server)) },
      { name: 'plan', text: headed('Plan', planList(report.plan, server)) },
    ],
    // In UTF-16 units, at most three bytes each.
    Math.floor(STEP_SUMMARY_BYTES / 3),
  )
}

function isolation(words: string): string {
  return words === ''
    ? ''
    : `How the tools were kept apart: ${defuseLine(words, { server: '\u0000', most: 300 })}`
}

function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'The agent says it is done; the app decides what is published.'
    case 'nothing':
      return `Nothing to do: ${outcome.reason}`
    case 'blocked':
      return `It needs an answer: ${outcome.question}`
    case 'planned':
      return `A plan waits for a person. ${outcome.why}`
    case 'limit':
      return `Stopped by a limit (${outcome.limit}): ${outcome.detail}`
    case 'error':
      return `Failed (${outcome.cause}): ${outcome.detail}`
    case 'cancelled':
      return `Stopped: ${outcome.detail}`
  }
}
