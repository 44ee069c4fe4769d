import { codeSpan, fenced } from '../markdown/write.ts'
import type { Finding } from '../rules/finding.ts'
import type { Assignment } from '../run/assignment.ts'
import { BODY } from '../run/github-limits.ts'
import type { Report } from '../run/report.ts'
import { type Annotated, distinct } from './annotations.ts'
import { beside } from './beside.ts'
import { head } from './cut.ts'
import { defuse, defuseLine } from './defuse.ts'
import { findingsSentence } from './findings-sentence.ts'
import { fitSections, type Section } from './fit-sections.ts'
import { gatesTable } from './gates-table.ts'
import { inertText } from './inert-text.ts'
import { leftOutList } from './left-out.ts'
import { plural } from './numbers.ts'
import type { Told } from './outcome.ts'
import { sandboxNote } from './sandbox-note.ts'
import {
  acceptanceTable,
  contextTable,
  deniedList,
  details,
  doubtList,
  headed,
  planList,
  provenanceTable,
} from './sections.ts'

export type PullRequestBody = {
  told: Told
  assignment: Assignment
  report: Report
  findings: Finding[]
  annotated: Annotated
  server: string
  workflowRunUrl: string | null
  /** A small agent.yml that says what was detected; null when the repository has its own. */
  suggestedHarness: string | null
  /** Sentences of the operator or the app. */
  notes: string[]
  /** The hidden last line by which the App knows it again. */
  mark: string
}

/**
 * The proof: what was asked, what was done, what was checked and what to doubt. The closing keyword is ours alone, and
 * stands only where the run says that the issue is done: merging an unfinished draft must not close it.
 */
export function pullRequestBody(body: PullRequestBody): string {
  const { told, assignment, report, annotated, server, workflowRunUrl } = body
  const { issue, request, harness } = assignment
  const done = report.outcome.kind === 'done'
  const levels = distinct(body.findings.filter((finding) => !finding.preexisting)).map(({ level }) => level)
  const asked = `${done ? 'Closes' : 'For'} #${issue.number}, [asked for by ${request.actor}](${request.url}).`
  const text = request.text === '' ? '' : quoted(defuse(request.text, { server, most: 1_000 }))
  const refused = report.denied.reduce((sum, one) => sum + one.count, 0)
  const sections: Section[] = [
    { name: 'the request', text: asked, acts: true },
    { name: 'the text of the request', text },
    { name: 'the outcome', text: beside(`**${inertText(titleLine(told, done), server)}**`, told.text) },
    {
      name: 'notes',
      text: body.notes.map((note) => `> ${defuseLine(note, { server, most: 1_000 })}`).join('\n>\n'),
    },
    { name: 'the sandbox', text: sandboxNote(assignment) },
    { name: 'summary', text: headed('Summary', defuse(report.summary, { server, most: 12_000 })) },
    {
      name: 'acceptance criteria',
      text: headed('Acceptance criteria', acceptanceTable(report.acceptance, server)),
    },
    {
      name: 'gates',
      text: headed('Gates', `${gatesTable(report.gates)}\n\n${findingsSentence(levels, annotated)}`),
    },
    { name: 'doubts', text: headed('What to doubt', doubtList(report.doubts, server)) },
    { name: 'the suggested rules file', text: suggested(body.suggestedHarness, harness.checks) },
    { name: 'the approved plan', text: approvedPlan(assignment) },
    { name: 'plan', text: details('Plan', planList(report.plan, server)) },
    {
      name: 'refused attempts',
      text: details(plural(refused, 'refused attempt'), deniedList(report.denied, harness, server)),
    },
    {
      name: 'what the agent did not read',
      text: details('Taken out before the agent read it', leftOutList(issue, server)),
    },
    { name: 'context files', text: details('Context given to the agent', contextTable(report.context)) },
    {
      name: 'provenance',
      text: details('Provenance and cost', provenanceTable({ assignment, report, workflowRunUrl, server })),
    },
  ]
  return `${fitSections(sections, BODY - body.mark.length - 2)}\n\n${body.mark}`
}

function titleLine({ title }: Told, done: boolean): string {
  return done ? `${title}.` : `Unfinished. ${title}.`
}

/** Its text as it was read, so that nobody has to look for the comment it stood in. */
function approvedPlan({ plan }: Assignment): string {
  return plan === undefined ? '' : details(`The plan that ${plan.approvedBy} approved`, fenced(plan.text))
}

function suggested(harness: string | null, checks: Assignment['harness']['checks']): string {
  if (harness === null) return ''
  const file = codeSpan('.github/agent.yml')
  const what =
    checks.length === 0
      ? `No check was detected. Commit this ${file}, and name under ${codeSpan('checks')} the commands that show that it works:`
      : `The checks above were detected. This ${file} says the same; commit it to make them yours:`
  return details(
    'This repository has no rules file yet: here is one',
    `${what}\n\n${fenced(head(harness, 8_000), 'yaml')}`,
  )
}

function quoted(markdown: string): string {
  return markdown.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>')
}
