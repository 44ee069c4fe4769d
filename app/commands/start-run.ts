import { basename } from 'node:path'
import { prose } from '../../core/clean/prose.ts'
import type { Permission } from '../../core/harness/harness.ts'
import type { Situation, Spending } from '../../core/run/decision.ts'
import { noUsage } from '../../core/run/usage.ts'
import { parseStatusMarker } from '../../core/say/marker.ts'
import { overBudget, textChanged } from '../../core/say/refusals.ts'
import { cancelWorkflow } from '../github/cancel-workflow.ts'
import { type IssueComment, listComments, writeComment } from '../github/comments.ts'
import { type Dispatched, dispatchWorkflow } from '../github/dispatch-workflow.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Reins } from '../reins.ts'
import { endRun } from '../runs/end-run.ts'
import { inRun } from '../runs/in-run.ts'
import type { Run } from '../runs/run.ts'
import { newRunKey } from '../runs/run-token.ts'
import { type Dispatch, freeze } from './freeze.ts'
import { readDiscussion } from './read-discussion.ts'
import { monthOf } from './to-situation.ts'

type Starting = {
  client: RepositoryClient
  situation: Situation
  decision: Dispatch
  /** When the webhook came; milliseconds since 1970. */
  askedAt: number | undefined
}

/** Freezes what is asked for, starts the repository's workflow for it, and says so in the one status comment. */
export async function startRun(reins: Reins, starting: Starting): Promise<void> {
  const { client, situation, decision, askedAt } = starting
  const { config, runs } = reins
  const { request } = situation
  const served = (wanted: string) => {
    const model = config.models.find(({ name }) => name === wanted)
    if (!model) throw new Error(`The model ${wanted} was decided on, but is not served.`)
    return model
  }
  const others = Object.entries(decision.roles ?? {}).map(([role, name]) => [role, served(name)])
  const models = { model: served(decision.model), roles: Object.fromEntries(others) }
  if (request.subject.changed) {
    const { command } = decision.harness.triggers
    const body = textChanged({ trigger: command, command: decision.command.name })
    await writeComment(client, request.subject.number, body)
    return
  }
  const early = clientToStart(reins, request)
  const { comments, older } = await listComments(client, request.subject.number)
  const permissionOf = rememberPermissions(client, situation)
  const issue = await readDiscussion({ request, comments, older, appId: config.appId, permissionOf })
  const key = newRunKey()
  const queued = (spending: Spending): Run => ({
    key,
    installation: request.installation,
    assignment: freeze({
      ...{ key, decision, issue, ...models, limits: config.limits, sandbox: config.sandbox },
      situation: { ...situation, spending },
    }),
    rules: decision.harness,
    trace: reins.tracer.here(),
    state: 'queued',
    history: [
      { from: null, to: 'queued', at: reins.now(), cause: decision.reason, actor: request.actor.login },
    ],
    workflowRun: null,
    statusComment: comments.findLast((comment) => isStatus(reins, comment, situation))?.id ?? null,
    token: null,
    stop: null,
    progress: { phase: 'workspace', turn: null },
    usage: noUsage,
    reserved: 0,
    plan: null,
    result: null,
  })
  // Others may have begun since it was decided: what they may take is taken off now.
  let full: string | null = null
  const admitted = await runs.admit(request.repository.id, monthOf(reins.now()), (spending) => {
    full = overBudget({ ...spending, ...decision.harness.budget })
    return full === null ? queued(spending) : null
  })
  if (admitted === null) {
    await writeComment(client, request.subject.number, full ?? '')
    return
  }
  await inRun(reins, { run: admitted, name: 'dispatch' }, () =>
    dispatchRun(reins, { key, situation, starting: early, askedAt }),
  )
}

type Dispatching = Pick<Starting, 'situation' | 'askedAt'> & {
  key: string
  starting: Promise<RepositoryClient>
}

async function dispatchRun(reins: Reins, { key, situation, starting, askedAt }: Dispatching): Promise<void> {
  const starter = await starting
  const dispatched = await dispatch(reins, starter, { situation, key })
  if (dispatched.kind !== 'dispatched')
    return endRun(reins, key, { to: 'failed', detail: explain(dispatched, situation), actor: 'github' })
  const { workflowRun } = dispatched
  const moved = await reins.runs.move(
    key,
    { to: 'dispatched', cause: `started workflow run ${workflowRun.id}`, actor: 'reins' },
    { workflowRun },
  )
  if (askedAt !== undefined) reins.metrics.runs.dispatched((reins.now() - askedAt) / 1_000)
  // Somebody ended it while GitHub was starting it.
  if (moved.kind === 'refused') return cancelWorkflow(starter, workflowRun.id)
  await reins.status.open(moved.run)
}

/** Of its own, so that nothing that reads may start a workflow; asked for early, so that nobody waits for it. */
function clientToStart(reins: Reins, request: Situation['request']): Promise<RepositoryClient> {
  const client = reins.clients(request, { actions: 'write' })
  client.catch(() => undefined) // Who waits for it hears of it.
  return client
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
    log.error({ err: error }, 'the dispatch broke off')
    return { kind: 'unseen', message: 'GitHub could not be reached to start the workflow.' }
  }
}

/** Written through our App, and marked by it for this very issue: a copied or invented mark is none. */
function isStatus({ config, marks }: Reins, { appId, body }: IssueComment, { request }: Situation): boolean {
  const marker = appId === config.appId ? parseStatusMarker(body) : null
  if (marker === null) return false
  const { repository, subject } = request
  const place = { repository: repository.id, place: `#${subject.number}` }
  return marks.isOurs({ kind: 'status', run: marker.key, ...place }, marker.tag)
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
  const said = `GitHub did not start \`${workflow.path}\` (${refused.status}: ${prose(refused.message).text}).`
  switch (refused.status) {
    case 403:
      return `${said} Check that Actions are enabled for this repository, and that the App may write Actions.`
    case 404:
      return `${said} Check that the workflow is on \`${base.ref}\`, is not disabled, and that the App may write Actions.`
    default:
      return `${said} Check that it has \`on: workflow_dispatch\` with one input \`run\`, as documented, and is not disabled.`
  }
}
