import { randomUUID } from 'node:crypto'
import { evaluateMap, evaluateText } from '../expressions/template.ts'
import type { Value } from '../expressions/value.ts'
import { createJobLog } from '../log/job-log.ts'
import { createMasks } from '../log/masks.ts'
import { endOrphans } from '../process/end-orphans.ts'
import { builtInOf } from '../steps/built-in.ts'
import { createFrame, type Frame, scopeOf } from '../steps/frame.ts'
import { locateAction } from '../steps/locate-action.ts'
import { runPre } from '../steps/node-action.ts'
import { evaluateNumber, runSteps } from '../steps/run-steps.ts'
import type { LoadedJob } from '../workflow/load-workflow.ts'
import { workflowRef } from '../workflow/load-workflow.ts'
import { toTokenPermissions } from '../workflow/permissions.ts'
import type { Call, JobResult } from './call.ts'
import { interruptible } from './interruptible.ts'
import type { Job } from './job.ts'
import { runnerContext, runnerVariables } from './variables.ts'
import { createWorkplace } from './workplace.ts'

/** GitHub's own limit, in minutes: https://docs.github.com/en/actions/reference/limits */
const JOB_MINUTES = 360

/** One job with steps, in folders of its own that are gone afterwards. */
export async function runJob(
  call: Call,
  loaded: LoadedJob,
  given: { id: string; name: string; needs: Record<string, Value>; wanted: () => boolean },
): Promise<JobResult> {
  const { order, settings } = call.run
  const place = await createWorkplace(settings, { repository: order.repository, event: call.github.event })
  const tracking = `github_${randomUUID()}`
  const log = createJobLog(createMasks(), (line) => order.onLog(given.name, line))
  try {
    return await inPlace()
  } finally {
    const ended = await endOrphans(tracking)
    if (ended.length > 0) log.line(`Cleaning up orphan processes: ${ended.join(', ')}`)
    if (settings.keep) log.line(`The job's folders are kept: ${place.root}`)
    await place.remove()
  }

  async function inPlace(): Promise<JobResult> {
    const { job: asked, permissions } = loaded
    const token = order.jobToken(toTokenPermissions(permissions))
    log.masks.add(token)
    const runner = runnerContext(place)
    const github: Record<string, Value> = {
      ...call.github,
      job: given.id,
      workspace: place.workspace,
      event_path: place.event,
    }
    const contexts = {
      needs: given.needs,
      vars: {},
      secrets: { GITHUB_TOKEN: token },
      runner,
      strategy: {},
      matrix: {},
    }
    const before = { ...call.scope(given.needs).contexts, github: { ...github, token }, ...contexts }
    const env = evaluateMap(call.loaded.workflow.env, { contexts: before })
    Object.assign(env, evaluateMap(asked.env, { contexts: { ...before, env } }))
    const scope = { contexts: { ...before, env } }
    const minutes = asked['timeout-minutes']
    const limit = minutes === undefined ? JOB_MINUTES : evaluateNumber(minutes, 'timeout-minutes', scope)
    const defaults = { ...call.loaded.workflow.defaults?.run, ...asked.defaults?.run }
    const interruption = interruptible(call.run, { wanted: given.wanted, limit })
    const job: Job = {
      name: given.name,
      order,
      settings,
      log,
      place,
      token,
      github,
      contexts,
      env,
      path: [],
      variables: { ...runnerVariables(github, runner, tracking), ...oidcVariables() },
      interrupted: interruption.interrupted,
      ended: interruption.ended,
      posts: [],
      states: new Map(),
    }
    const frame = createFrame({
      kind: 'job',
      inputs: call.inputs,
      defaults: { shell: defaults.shell, workingDirectory: defaults['working-directory'] },
    })
    log.group(
      'GITHUB_TOKEN Permissions',
      Object.entries(permissions).map(([key, access]) => `${key}: ${access}`),
    )
    try {
      await prepare(job, frame, asked.steps ?? [])
      await runSteps(job, frame, asked.steps ?? [])
      for (const post of job.posts) await post()
    } finally {
      interruption.release()
    }
    const { why } = interruption
    if (why() === 'timed_out')
      log.error(`The job has exceeded the maximum execution time of ${limit} minutes.`)
    const outputs = outputsOf(job, frame, asked.outputs)
    const result = why() === null ? (frame.failed ? 'failure' : 'success') : 'cancelled'
    return { result, outputs, timedOut: why() === 'timed_out' }
  }

  function oidcVariables(): Record<string, string> {
    if (loaded.permissions['id-token'] !== 'write') return {}
    const { requestUrl, requestToken } = order.oidc(workflowRef(call.loaded.source))
    log.masks.add(requestToken)
    return { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
  }
}

/** Fetches every action of others before the first step, as "Set up job" does, and runs what they do beforehand. */
async function prepare(job: Job, frame: Frame, steps: NonNullable<LoadedJob['job']['steps']>): Promise<void> {
  for (const step of steps) {
    const { uses } = step
    if (uses === undefined || uses.startsWith('./') || builtInOf(uses)) continue
    await runPre(job, frame, step, await locateAction(job, uses))
  }
}

/** A value that holds a secret stays in the job. */
function outputsOf(
  job: Job,
  frame: Frame,
  asked: Record<string, unknown> | undefined,
): Record<string, string> {
  const outputs: Record<string, string> = {}
  for (const [name, template] of Object.entries(asked ?? {})) {
    const value = evaluateText(template, scopeOf(job, frame))
    if (job.log.masks.apply(value) === value) outputs[name] = value
    else job.log.warning(`Skip output '${name}' since it may contain secret.`)
  }
  return outputs
}
