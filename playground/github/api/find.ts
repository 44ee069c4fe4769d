import { notFound } from '../http/refusal.ts'
import { isPull, type Pull } from '../views/pull-request.ts'
import type { CheckRun } from '../world/check.ts'
import type { Issue, IssueComment } from '../world/issue.ts'
import type { ReviewComment } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'

/** What a path names, or 404. */
export function theIssue(repository: Repository, number: string): Issue {
  return known(repository.issues, number)
}

export function thePull(repository: Repository, number: string): Pull {
  const issue = known(repository.issues, number)
  if (!isPull(issue)) throw notFound()
  return issue
}

export function theComment(repository: Repository, id: string): IssueComment {
  return known(repository.comments, id)
}

export function theReviewComment(repository: Repository, id: string): ReviewComment {
  return known(repository.reviewComments, id)
}

export function theCheckRun(repository: Repository, id: string): CheckRun {
  return known(repository.checkRuns, id)
}

export function theWorkflowRun(repository: Repository, id: string): WorkflowRun {
  return known(repository.workflowRuns, id)
}

function known<T>(all: Map<number, T>, id: string): T {
  const found = /^\d+$/.test(id) ? all.get(Number(id)) : undefined
  if (found === undefined) throw notFound()
  return found
}
