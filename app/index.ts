import { answerComment } from './commands/answer-comment.ts'
import { answerGesture } from './commands/answer-gesture.ts'
import { stopRunsOfIssue } from './commands/stop-runs-of-issue.ts'
import type { App } from './github/octokit.ts'
import type { Delivery } from './inbox/inbox.ts'
import { onPullRequest } from './pull-requests/on-pull-request.ts'
import { onReview } from './pull-requests/on-review.ts'
import { rerunCheck } from './pull-requests/rerun-check.ts'
import type { Ignore, Reins } from './reins.ts'
import { endRunOfWorkflow } from './runs/end-run-of-workflow.ts'
import { endRunsOfInstallation } from './runs/end-runs-of-installation.ts'

/** Every event the app works on, and what it does then. Everything else is counted and let go. */
const EVENTS = {
  'issue_comment.created': answerComment,
  'issue_comment.edited': answerComment,
  'issues.labeled': answerGesture,
  'issues.assigned': answerGesture,
  'issues.closed': stopRunsOfIssue,
  'pull_request.opened': onPullRequest,
  'pull_request.synchronize': onPullRequest,
  'pull_request.reopened': onPullRequest,
  'pull_request.ready_for_review': onPullRequest,
  'pull_request.edited': onPullRequest,
  'pull_request_review.submitted': onReview,
  'pull_request_review.edited': onReview,
  'pull_request_review.dismissed': onReview,
  'check_run.rerequested': rerunCheck,
  'check_suite.rerequested': rerunCheck,
  'workflow_run.completed': endRunOfWorkflow,
  'installation.deleted': endRunsOfInstallation,
  'installation.suspend': endRunsOfInstallation,
} as const

/** "issue_comment", … */
export const EVENT_NAMES: ReadonlySet<string> = new Set(
  Object.keys(EVENTS).map((event) => event.replace(/\.\w+$/, '')),
)

/** Whether anything is done about such a delivery. */
export function listensTo(event: string, action: string | null): boolean {
  return `${event}.${action}` in EVENTS
}

/** The Probot app. A delivery is stored before GitHub gets its answer; the work comes after. */
export function reins(app: App, store: (delivery: Delivery) => Promise<unknown>, ignore: Ignore): void {
  app.onAny(({ id, name, payload }) => {
    const { action = null } = payload as { action?: string | null }
    const delivery = { guid: id, event: name, action, payload }
    return workOf(delivery) ? store(delivery) : ignore(delivery, 'nothing listens to it')
  })
}

/** What a stored delivery asks for, or null: nothing. */
export function workOf(delivery: Delivery): ((reins: Reins, delivery: Delivery) => Promise<void>) | null {
  return EVENTS[`${delivery.event}.${delivery.action}` as keyof typeof EVENTS] ?? null
}
