import type { RunningWorkflow } from '../interface/runner.ts'
import { evaluateText } from './expressions/template.ts'
import { type Call, createCall, type Run } from './jobs/call.ts'
import { resultOf } from './jobs/call-workflow.ts'
import { dispatchEvent, githubContext } from './jobs/github-context.ts'
import { inTurn, REPLACED } from './jobs/in-turn.ts'
import { runJobs } from './jobs/run-jobs.ts'
import { readInputs } from './workflow/inputs.ts'
import { loadWorkflow, type Source } from './workflow/load-workflow.ts'
import { parseTrigger } from './workflow/parse-workflow.ts'
import { dispatchTriggerSchema } from './workflow/schema.ts'
import { WorkflowProblem } from './workflow-problem.ts'

/** What a line of the log belongs to before there is a job. */
const BEFORE_JOBS = 'workflow'

type Conclusion = Awaited<RunningWorkflow['done']>['conclusion']

/** One dispatched run from the workflow file to its conclusion. Never throws: what goes wrong is in the log. */
export async function runWorkflow(run: Run): Promise<Conclusion> {
  const { order } = run
  try {
    const call = await begin(run)
    const ended = await inTurn(
      run,
      { concurrency: call.loaded.workflow.concurrency, scope: call.scope({}) },
      async (inner) => ({ jobs: await runJobs({ ...call, run: inner }), cancelled: inner.cancelled.aborted }),
    )
    if (ended === null) {
      order.onLog(BEFORE_JOBS, `##[error]${REPLACED}`)
      return 'cancelled'
    }
    const jobs = Object.values(ended.jobs)
    const result = resultOf(jobs)
    if (result === 'skipped') order.onLog(BEFORE_JOBS, 'Every job was skipped: nothing was done.')
    if (result === 'cancelled' && !ended.cancelled && jobs.some(({ timedOut }) => timedOut))
      return 'timed_out'
    return result
  } catch (error) {
    const text =
      error instanceof WorkflowProblem ? error.message : `The local runner failed: ${stackOf(error)}`
    order.onLog(BEFORE_JOBS, `##[error]${text}`)
    return 'failure'
  }
}

async function begin(run: Run): Promise<Call> {
  const { order } = run
  const source: Source = {
    repository: order.repository,
    commit: order.sha,
    ref: order.ref.startsWith('refs/') ? order.ref : `refs/heads/${order.ref}`,
    path: order.workflowPath,
  }
  const loaded = await loadWorkflow(order, source)
  const { workflow } = loaded
  if (!Object.hasOwn(workflow.on, 'workflow_dispatch'))
    throw new WorkflowProblem(`${source.path} does not have 'workflow_dispatch' trigger.`)
  const trigger = parseTrigger(workflow, 'workflow_dispatch', {
    path: source.path,
    schema: dispatchTriggerSchema,
  })
  const inputs = readInputs(trigger?.inputs, order.inputs, source.path)
  const github = githubContext(order, {
    workflow: workflow.name ?? source.path,
    source,
    event: dispatchEvent(order, source),
  })
  const name = workflow['run-name']
  const scope = { contexts: { github, inputs, vars: {} } }
  order.onName((name === undefined ? '' : evaluateText(name, scope).trim()) || (workflow.name ?? source.path))
  return createCall({ run, loaded, inputs, github, prefix: '' })
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
