import type { Permission } from '../../core/harness/harness.ts'
import type { Situation, Spending } from '../../core/run/decision.ts'
import { noUsage } from '../../core/run/usage.ts'
import { overBudget, textChanged } from '../../core/say/refusals.ts'
import { sayOnce } from '../effects/say-once.ts'
import { listComments } from '../github/comments.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Reins } from '../reins.ts'
import { isStatus } from '../runs/is-status.ts'
import type { Run } from '../runs/run.ts'
import { newRunKey } from '../runs/run-token.ts'
import { taskOf } from '../runs/task-of.ts'
import { type Dispatch, freeze } from './freeze.ts'
import { readDiscussion } from './read-discussion.ts'
import { monthOf } from './to-situation.ts'

type Starting = {
  client: RepositoryClient
  situation: Situation
  decision: Dispatch
  /** Of the command, for what comes of it once. */
  name: string
  /** When the webhook came; milliseconds since 1970. */
  askedAt: number | undefined
}

/** Freezes what is asked for; in one step with it stands that the repository's workflow has to be started for it. */
export async function startRun(reins: Reins, starting: Starting): Promise<void> {
  const { client, situation, decision, name, askedAt } = starting
  const { config, runs, tasks, effects } = reins
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
    return sayOnce(reins, client, { name, request, body })
  }
  const { comments, older } = await listComments(client, request.subject.number)
  const permissionOf = rememberPermissions(client, situation)
  const issue = await readDiscussion({ request, comments, older, appId: config.appId, permissionOf })
  const key = newRunKey()
  const place = { repository: request.repository.id, issue: request.subject.number }
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
    statusComment: comments.findLast((comment) => isStatus(reins, comment, place))?.id ?? null,
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
  const admitted = await runs.admit(
    request.repository.id,
    monthOf(reins.now()),
    (spending) => {
      full = overBudget({ ...spending, ...decision.harness.budget })
      return full === null ? queued(spending) : null
    },
    async (tx, run) => {
      await effects.done(tx, name, { run: key })
      await tasks.add(tx, taskOf(run, 'dispatch', { askedAt }))
    },
  )
  if (admitted === null) return sayOnce(reins, client, { name, request, body: full ?? '' })
  reins.log.info({ run: key }, 'run queued')
  tasks.wake()
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
