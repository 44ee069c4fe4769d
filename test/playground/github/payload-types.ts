/**
 * Read by the compiler alone: what webhooks carry is what GitHub's description of webhooks says, field by field. The
 * views are typed by the description of the REST API where they are made; the two differ.
 */
import type { EmitterWebhookEvent } from '@octokit/webhooks'
import type { suitePayload } from '../../../playground/github/acts/check-suite.ts'
import type { checkRunView } from '../../../playground/github/views/check.ts'
import type { commentView, issueView } from '../../../playground/github/views/issue.ts'
import type { fullPullView, pullView } from '../../../playground/github/views/pull-request.ts'
import type { repositoryView } from '../../../playground/github/views/repository.ts'
import type { workflowRunView } from '../../../playground/github/views/workflow-run.ts'
import type { pushPayload } from '../../../playground/github/webhooks/push-payload.ts'

type Payload<Name extends string, Action extends string> = Extract<
  Extract<EmitterWebhookEvent, { name: Name }>['payload'],
  { action: Action }
>
type Push = Extract<EmitterWebhookEvent, { name: 'push' }>['payload']
type Comment = Payload<'issue_comment', 'created'>

/** Compiles only when the first is good wherever the second is asked for. */
type Fits<Ours extends Theirs, Theirs> = Ours

/** Of an App the description lists every event by name; of assignees it says two things that exclude each other. */
type Plain<T> = Omit<T, 'performed_via_github_app' | 'assignees'>

export type Held = [
  Fits<ReturnType<typeof commentView>, Comment['comment']>,
  Fits<Plain<ReturnType<typeof issueView>>, Plain<Comment['issue']>>,
  Fits<ReturnType<typeof repositoryView>, Comment['repository']>,
  Fits<ReturnType<typeof fullPullView>, Payload<'pull_request', 'opened'>['pull_request']>,
  Fits<ReturnType<typeof pullView>, Payload<'pull_request_review', 'submitted'>['pull_request']>,
  Fits<ReturnType<typeof workflowRunView>, Payload<'workflow_run', 'completed'>['workflow_run']>,
  Fits<
    Awaited<ReturnType<typeof suitePayload>>['head_commit'],
    Payload<'check_suite', 'requested'>['check_suite']['head_commit']
  >,
  Fits<
    Omit<ReturnType<typeof checkRunView>, 'check_suite' | 'app'>,
    Omit<Payload<'check_run', 'completed'>['check_run'], 'check_suite' | 'app'>
  >,
  Fits<Awaited<ReturnType<typeof pushPayload>>['commits'], Push['commits']>,
  Fits<Awaited<ReturnType<typeof pushPayload>>['repository'], Push['repository']>,
]
