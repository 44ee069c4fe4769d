import type { Finding } from '../rules/finding.ts'
import { toAnnotations } from '../say/annotations.ts'
import { checkRunOutput } from '../say/check-run.ts'
import { commitMessage, workTitle } from '../say/commit-message.ts'
import { inert } from '../say/inert.ts'
import { requestMarker } from '../say/marker.ts'
import { tellOutcome } from '../say/outcome.ts'
import { pullRequestBody } from '../say/pull-request-body.ts'
import type { Assignment } from './assignment.ts'
import type { Changes } from './changes.ts'
import { conclude, type Ending, keepsWork } from './conclusion.ts'
import { TITLE } from './github-limits.ts'
import type { Publication } from './publication.ts'
import type { Report } from './report.ts'

export type PublicationInput = {
  assignment: Assignment
  /** Null when the runner was lost or its report could not be read. */
  report: Report | null
  ending: Ending
  /** What may be published: already judged against the harness at the base commit. */
  changes: Changes
  /** Of the app's own look at the changes; the report's own count too. */
  findings: Finding[]
  urls: { workflowRun: string | null; pullRequest?: string | null }
  /** GitHub's address, from the operator's settings: links below it stay links. */
  server: string
  /** Of the marks, signed by the App. */
  tags: { status: string; request: string }
  /** A small agent.yml that says what was detected; null when the repository has its own. */
  suggestedHarness: string | null
  /** Sentences for the pull request. */
  notes: string[]
}

/** Everything the app writes for one run. No I/O: performing it is the app's. */
export function toPublication(input: PublicationInput): Publication {
  const { assignment, report, changes, urls, server, tags } = input
  const ending = neverEmpty(input.ending, changes)
  const { conclusion, cause } = conclude(ending)
  const trigger = assignment.harness.triggers.command
  const published = report !== null && isPublished(ending, changes)
  const outcome = tellOutcome({
    ending,
    gates: report?.gates ?? [],
    published,
    files: report?.changes.length ?? 0,
    trigger,
    again: `${trigger} ${assignment.request.command}`,
    server,
  })
  // Names of several things stand side by side there.
  const told = { ...outcome, text: inert(outcome.text) }
  const findings = [...input.findings, ...(report?.findings ?? [])]
  const annotated = toAnnotations({ findings, doubts: report?.doubts ?? [] })
  const shown = { told, assignment, findings, annotated, server, workflowRunUrl: urls.workflowRun }
  return {
    conclusion,
    cause,
    branch: assignment.branch,
    commit: published ? commitMessage(assignment, report) : null,
    pullRequest: published
      ? {
          title: workTitle(assignment, report, TITLE),
          body: pullRequestBody({
            ...shown,
            report,
            suggestedHarness: input.suggestedHarness,
            notes: input.notes,
            mark: requestMarker({ key: assignment.key, by: assignment.request.actor, tag: tags.request }),
          }),
          draft: true,
        }
      : null,
    checkRun: checkRunOutput({ ...shown, report }),
    status: {
      state: 'ended',
      key: assignment.key,
      tag: tags.status,
      actor: assignment.request.actor,
      trigger,
      server,
      workflowRunUrl: urls.workflowRun,
      conclusion,
      ...told,
      pullRequestUrl: urls.pullRequest ?? null,
      turns: report?.turns ?? 0,
      ms: report?.ms ?? 0,
      cost: report?.usage.cost ?? 0,
    },
  }
}

/**
 * Which runs become a draft pull request: what is finished or was cut off, whatever the gates or a protected path say.
 * Not what policy refused, what waits for an answer or a person stopped, nor what crashed.
 */
function isPublished({ outcome, refused }: Ending, changes: Changes): boolean {
  return keepsWork(outcome) && refused === null && changes.length > 0
}

/** A run that says it is done and changed nothing is no success. */
function neverEmpty(ending: Ending, changes: Changes): Ending {
  const empty = ending.outcome.kind === 'done' && ending.refused === null && changes.length === 0
  return empty ? { ...ending, refused: 'The run says it is done, but it changed no file.' } : ending
}
