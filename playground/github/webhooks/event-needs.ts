import type { Needs } from '../http/needs.ts'

/**
 * The events there are here, and the permission an App needs to subscribe to each:
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const EVENT_NEEDS: Record<string, Needs> = {
  check_run: 'checks=read',
  check_suite: 'checks=read',
  create: 'contents=read',
  delete: 'contents=read',
  issue_comment: 'issues=read; pull_requests=read',
  issues: 'issues=read',
  pull_request: 'pull_requests=read',
  pull_request_review: 'pull_requests=read',
  pull_request_review_comment: 'pull_requests=read',
  push: 'contents=read',
  workflow_run: 'actions=read',
}

/** Sent to every App, subscribed or not. */
export const ALWAYS_SENT = new Set(['installation', 'installation_repositories'])
