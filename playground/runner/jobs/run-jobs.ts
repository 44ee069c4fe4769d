import type { Scope } from '../expressions/evaluate.ts'
import { evaluateCondition, evaluateTemplate, evaluateText } from '../expressions/template.ts'
import { isTruthy, toText, toValue, type Value } from '../expressions/value.ts'
import type { LoadedJob } from '../workflow/load-workflow.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import type { Call, JobResult } from './call.ts'
import { callWorkflow } from './call-workflow.ts'
import { inTurn, REPLACED } from './in-turn.ts'
import { runJob } from './run-job.ts'

/** Every job of a workflow, each as soon as all it needs has ended. */
export async function runJobs(call: Call): Promise<Record<string, JobResult>> {
  const started = new Map<string, Promise<JobResult>>()
  const start = (id: string): Promise<JobResult> => {
    const known = started.get(id)
    if (known) return known
    const job = call.loaded.jobs.get(id)
    if (job === undefined) throw new Error(`no job ${id}`)
    const running = afterNeeds(id, job)
    started.set(id, running)
    return running
  }
  const afterNeeds = async (id: string, job: LoadedJob): Promise<JobResult> => {
    const ancestors = ancestorsOf(call, id)
    const ended = new Map(await Promise.all(ancestors.map(async (one) => [one, await start(one)] as const)))
    return runOne(call, { id, loaded: job, ended })
  }
  const entries = [...call.loaded.jobs.keys()].map(async (id) => [id, await start(id)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

type Asked = { id: string; loaded: LoadedJob; ended: Map<string, JobResult> }

async function runOne(call: Call, asked: Asked): Promise<JobResult> {
  const { job } = asked.loaded
  const needs: Record<string, Value> = Object.fromEntries(
    job.needs.map((need) => {
      const { result = 'skipped', outputs = {} } = asked.ended.get(need) ?? {}
      return [need, { result, outputs }]
    }),
  )
  const { order } = call.run
  let name = `${call.prefix}${asked.id}`
  try {
    const { scope, wanted } = judge(call, asked, needs)
    if (!wanted()) return { result: call.run.cancelled.aborted ? 'cancelled' : 'skipped', outputs: {} }
    name = `${call.prefix}${job.name === undefined ? asked.id : evaluateText(job.name, scope)}`
    checkRunner(evaluateLabels(job['runs-on'], scope))
    const result = await inTurn(call.run, { concurrency: job.concurrency, scope }, (run) =>
      perform({ ...call, run }, asked, { name, needs }),
    )
    if (result === null) {
      order.onLog(name, `##[error]${REPLACED}`)
      return { result: 'cancelled', outputs: {} }
    }
    const forgiven = result.result === 'failure' && isTruthy(flag(job['continue-on-error'], scope))
    return forgiven ? { ...result, result: 'success' } : result
  } catch (error) {
    const known = error instanceof WorkflowProblem
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    order.onLog(name, `##[error]${known ? error.message : `The local runner failed: ${text}`}`)
    return { result: 'failure', outputs: {} }
  }
}

/** What a job's expressions see, and whether its `if` holds; asked again when its run is cancelled. */
function judge(call: Call, { loaded, ended }: Asked, needs: Record<string, Value>) {
  const scope = withStatus(call.scope(needs), [...ended.values()], call.run.cancelled)
  return { scope, wanted: () => evaluateCondition(loaded.job.if, scope) }
}

function perform(
  call: Call,
  asked: Asked,
  { name, needs }: { name: string; needs: Record<string, Value> },
): Promise<JobResult> {
  const { id, loaded } = asked
  const { scope, wanted } = judge(call, asked, needs)
  if (loaded.called === null) return runJob(call, loaded, { id, name, needs, wanted })
  const inputs = withValues(loaded.job.with, scope)
  return callWorkflow(call, { called: loaded.called, name, inputs, runJobs })
}

/** `success()` asks all that came before, not only what is named in `needs`. */
function withStatus(scope: Scope, ended: JobResult[], cancelled: AbortSignal): Scope {
  const says = (value: () => boolean) => ({ least: 0, most: 0, call: value })
  return {
    ...scope,
    functions: {
      success: says(() => !cancelled.aborted && ended.every(({ result }) => result === 'success')),
      failure: says(() => !cancelled.aborted && ended.some(({ result }) => result === 'failure')),
      cancelled: says(() => cancelled.aborted),
      always: says(() => true),
    },
  }
}

function ancestorsOf(call: Call, id: string): string[] {
  const needs = call.loaded.jobs.get(id)?.job.needs ?? []
  return [...new Set([...needs, ...needs.flatMap((need) => ancestorsOf(call, need))])]
}

function checkRunner(labels: string[]): void {
  const other = labels.find((label) => /^(windows|macos)/i.test(label))
  if (other !== undefined)
    throw new WorkflowProblem(
      `'runs-on: ${other}': the local runner is this machine (${process.platform}) and has no other.`,
    )
}

function evaluateLabels(labels: string | string[] | undefined, scope: Scope): string[] {
  return [labels ?? []].flat().flatMap((label) => {
    const value = evaluateTemplate(label, scope)
    return Array.isArray(value) ? value.map(toText) : [toText(value)]
  })
}

/** What a caller passes keeps its kind: `with: { dry: true }` is a boolean for the called workflow. */
function withValues(given: Record<string, unknown> | undefined, scope: Scope): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? evaluateTemplate(value, scope) : toValue(value),
    ]),
  )
}

function flag(value: boolean | string | undefined, scope: Scope): Value {
  return typeof value === 'string' ? evaluateTemplate(value, scope) : (value ?? false)
}
