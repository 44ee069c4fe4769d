import { basename } from 'node:path'
import type { Permission } from '../../core/harness/harness.ts'
import type { Situation } from '../../core/run/decision.ts'
import { sanitise } from '../../core/run/sanitise.ts'
import { noUsage } from '../../core/run/usage.ts'
import { parseStatusMarker } from '../../core/say/marker.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import { type IssueComment, listComments } from '../github/comments.ts'
import { type Dispatched, dispatchWorkflow } from '../github/dispatch-workflow.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Reins } from '../reins.ts'
import { endRun } from '../runs/end-run.ts'
import type { Run } from '../runs/run.ts'
import { newRunKey } from '../runs/run-token.ts'
import { type Dispatch, freeze } from './freeze.ts'
import { readDiscussion } from './read-discussion.ts'

type Starting = { client: RepositoryClient; situation: Situation; decision: Dispatch }

/** Freezes what is asked for, starts the repository's workflow for it, and says so in the one status comment. */
export async function startRun(reins: Reins, { client, situation, decision }: Starting): Promise<void> {
  const { config, runs } = reins
  const { request } = situation
  const served = (wanted: string) => {
    const model = config.models.find(({ name }) => name === wanted)
    if (!model) throw new Error(`The model ${wanted} was decided on, but is not served.`)
    return model
  }
  const others = Object.entries(decision.roles ?? {}).map(([role, name]) => [role, served(name)])
  const models = { model: served(decision.model), roles: Object.fromEntries(others) }
  const { comments, older } = await listComments(client, request.subject.number)
  const permissionOf = rememberPermissions(client, situation)
  const issue = await readDiscussion({ request, comments, older, appId: config.appId, permissionOf })
  const key = newRunKey()
  const run: Run = {
    key,
    installation: request.installation,
    assignment: freeze({ key, situation, decision, issue, ...models, limits: config.limits }),
    rules: decision.harness,
    state: 'queued',
    history: [
      { from: null, to: 'queued', at: reins.now(), cause: decision.reason, actor: request.actor.login },
    ],
    workflowRun: null,
    statusComment: comments.findLast((comment) => isStatus(comment, config.appId))?.id ?? null,
    tokenHash: null,
    stop: null,
    progress: { phase: 'workspace', turn: null },
    usage: noUsage,
    plan: null,
    result: null,
  }
  await runs.create(run)
  const dispatched = await dispatch(reins, client, { situation, key })
  if (dispatched.kind !== 'dispatched')
    return endRun(reins, key, { to: 'failed', detail: explain(dispatched, situation), actor: 'github' })
  const { workflowRun } = dispatched
  const moved = await runs.move(
    key,
    { to: 'dispatched', cause: `started workflow run ${workflowRun.id}`, actor: 'reins' },
    { workflowRun },
  )
  // Somebody ended it while GitHub was starting it.
  if (moved.kind === 'refused') return cancelWorkflow(client, workflowRun.id)
  await reins.status.open(moved.run)
}

/** A run that is there never stays without an end, so what breaks here is told as a refusal. */
async function dispatch(
  { config, log }: Reins,
  client: RepositoryClient,
  { situation, key }: { situation: Situation; key: string },
): Promise<Dispatched> {
  try {
    return await dispatchWorkflow(client, {
      workflow: basename(situation.workflow.path),
      ref: situation.base.ref,
      inputs: { run: JSON.stringify({ key, server: config.publicUrl }) },
      key,
    })
  } catch (error) {
    log.error({ err: error, run: key }, 'the dispatch broke off')
    return { kind: 'unseen', message: 'GitHub could not be reached to start the workflow.' }
  }
}

function isStatus({ appId, body }: IssueComment, own: number): boolean {
  return appId === own && parseStatusMarker(body) !== null
}

/** Each author is asked for once in a run; what GitHub does not say counts as nothing. */
function rememberPermissions(client: RepositoryClient, { request, permission }: Situation) {
  const known = new Map<string, Promise<Permission>>([[request.actor.login, Promise.resolve(permission)]])
  return (login: string): Promise<Permission> => {
    const asked = known.get(login) ?? readPermission(client, login).then((one) => one.permission)
    known.set(login, asked)
    return asked
  }
}

/** Why GitHub did not start the workflow, and what to do about it. */
function explain(
  refused: Exclude<Dispatched, { kind: 'dispatched' }>,
  { workflow, base }: Situation,
): string {
  if (refused.kind === 'unseen') return refused.message
  const said = `GitHub did not start \`${workflow.path}\` (${refused.status}: ${sanitise(refused.message).text}).`
  switch (refused.status) {
    case 403:
      return `${said} Check that Actions are enabled for this repository, and that the App may write Actions.`
    case 404:
      return `${said} Check that the workflow is on \`${base.ref}\`, is not disabled, and that the App may write Actions.`
    default:
      return `${said} Check that it has \`on: workflow_dispatch\` with one input \`run\`, as documented, and is not disabled.`
  }
}
