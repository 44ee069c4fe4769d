import { codeSpan } from '../markdown/write.ts'
import type { Finding } from '../rules/finding.ts'
import type { Assignment } from '../run/assignment.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import type { CheckRunOutput } from '../run/publication.ts'
import type { Report } from '../run/report.ts'
import { type Annotated, distinct } from './annotations.ts'
import { cutLine } from './cut.ts'
import { findingsSentence } from './findings-sentence.ts'
import { fitSections } from './fit-sections.ts'
import { gatesTable } from './gates-table.ts'
import { leftOutList } from './left-out.ts'
import { count } from './numbers.ts'
import type { Told } from './outcome.ts'
import { findingText } from './review.ts'
import { sandboxNote } from './sandbox-note.ts'
import {
  acceptanceTable,
  contextTable,
  deniedList,
  doubtList,
  headed,
  planList,
  provenanceTable,
} from './sections.ts'

const TITLE = 255
const MOST_UNPLACED = 50

/** The check run `agent`: summary is what a reviewer needs first, text is the record. */
export function checkRunOutput({
  told,
  assignment,
  report,
  findings,
  annotated,
  server,
  workflowRunUrl,
}: {
  told: Told
  assignment: Assignment
  report: Report | null
  findings: Finding[]
  annotated: Annotated
  server: string
  workflowRunUrl: string | null
}): CheckRunOutput {
  const output = {
    name: 'agent',
    title: cutLine(told.title, TITLE),
    annotations: annotated.annotations,
  } as const
  if (report === null) {
    const run = workflowRunUrl === null ? '' : `[Workflow run](${workflowRunUrl})`
    return {
      ...output,
      summary: fitSections(
        [
          { name: 'the cause', text: told.text },
          { name: 'the sandbox', text: sandboxNote(assignment) },
          { name: 'the run', text: run },
        ],
        CHECK_TEXT,
      ),
      text: '',
    }
  }
  const levels = distinct(findings.filter((finding) => !finding.preexisting)).map(({ level }) => level)
  const summary = [
    { name: 'the outcome', text: told.text },
    { name: 'the sandbox', text: sandboxNote(assignment) },
    { name: 'gates', text: headed('Gates', gatesTable(report.gates)) },
    { name: 'findings', text: headed('Findings', findingsSentence(levels, annotated)) },
    { name: 'findings without a place', text: unplacedList(annotated.unplaced, server) },
    { name: 'doubts', text: headed('What to doubt', doubtList(report.doubts, server)) },
  ]
  const text = [
    {
      name: 'acceptance criteria',
      text: headed('Acceptance criteria', acceptanceTable(report.acceptance, server)),
    },
    { name: 'plan', text: headed('Plan', planList(report.plan, server)) },
    {
      name: 'refused attempts',
      text: headed('Refused attempts', deniedList(report.denied, assignment.harness, server)),
    },
    {
      name: 'what the agent did not read',
      text: headed('Taken out before the agent read it', leftOutList(assignment.issue, server)),
    },
    { name: 'context files', text: headed('Context given to the agent', contextTable(report.context)) },
    {
      name: 'provenance',
      text: headed('Provenance', provenanceTable({ assignment, report, workflowRunUrl, server })),
    },
  ]
  return { ...output, summary: fitSections(summary, CHECK_TEXT), text: fitSections(text, CHECK_TEXT) }
}

/** Findings of the whole repository or of a failed command: they have no line to stand at. */
function unplacedList(unplaced: Finding[], server: string): string {
  const shown = unplaced
    .slice(0, MOST_UNPLACED)
    .map(
      (finding) =>
        (finding.path === null ? '' : `${codeSpan(finding.path)}\n\n`) +
        findingText(finding, { server, suggest: false }),
    )
  const more = unplaced.length - MOST_UNPLACED
  if (more > 0) shown.push(`… and ${count(more)} more.`)
  const text = shown.join('\n\n')
  return text.length <= CHECK_TEXT / 2
    ? text
    : fitSections(
        shown.map((one) => ({ name: 'a finding', text: one })),
        CHECK_TEXT / 2,
      )
}
