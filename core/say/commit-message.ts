import { stripInvisible } from '../markdown/invisible.ts'
import type { Assignment } from '../run/assignment.ts'
import type { Report } from '../run/report.ts'
import { cutText } from './cut.ts'
import { inert, inertLine } from './inert.ts'

const HEADLINE = 72
const SUMMARY = 2_000
const TRAILER = /^[ \t]*(?:[a-z][\w-]*-by|reins-[\w-]+|issue|change-id|cc)[ \t]*:/gim

/**
 * The commit a run makes. Trailers name the run, the model and who asked. No Co-authored-by: who asked has written
 * nothing of it, GitHub would count it as theirs, and they may be the one to review it.
 */
export function commitMessage(assignment: Assignment, report: Report): { headline: string; body: string } {
  const { issue, key, model, request } = assignment
  const summary = inert(stripInvisible(report.summary).trim())
    .replace(/@(?=[a-z0-9])/gi, '＠')
    // A line such as "Co-authored-by: …" credits or signs for somebody; behind a mark of quotes it is text.
    .replace(TRAILER, '> $&')
  const trailers = [
    `Issue: #${issue.number}`,
    `Requested-by: ${request.actor}`,
    `Reins-Model: ${model.name}`,
    `Reins-Run: ${key}`,
  ]
  return {
    headline: workTitle(assignment, report, HEADLINE),
    // The last paragraph alone holds trailers: what the summary says there is text.
    body: [cutText(summary, SUMMARY), trailers.join('\n')].filter((part) => part !== '').join('\n\n'),
  }
}

/** What the work is called: by the agent, else after the issue. */
export function workTitle({ issue }: Assignment, report: Report, most: number): string {
  return inertLine(report.title, most) || inertLine(`Implement #${issue.number}: ${issue.title}`, most)
}
