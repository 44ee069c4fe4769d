import { evaluateText } from '../expressions/template.ts'
import { toValue, type Value } from '../expressions/value.ts'
import { readInputs } from '../workflow/inputs.ts'
import type { LoadedWorkflow } from '../workflow/load-workflow.ts'
import { workflowRef } from '../workflow/load-workflow.ts'
import { parseTrigger } from '../workflow/parse-workflow.ts'
import { callTriggerSchema } from '../workflow/schema.ts'
import { type Call, createCall, type JobResult } from './call.ts'
import { inTurn } from './in-turn.ts'

/** A job that calls a workflow: its jobs run as the caller's, with what the caller passes. */
export async function callWorkflow(
  call: Call,
  given: {
    called: LoadedWorkflow
    name: string
    inputs: Record<string, Value>
    runJobs: (call: Call) => Promise<Record<string, JobResult>>
  },
): Promise<JobResult> {
  const { called } = given
  const where = workflowRef(called.source)
  const trigger = parseTrigger(called.workflow, 'workflow_call', {
    path: called.source.path,
    schema: callTriggerSchema,
  })
  const inner = createCall({
    run: call.run,
    loaded: called,
    inputs: readInputs(trigger?.inputs, given.inputs, where),
    github: call.github,
    prefix: `${given.name} / `,
  })
  const jobs = await inTurn(
    call.run,
    { concurrency: called.workflow.concurrency, scope: inner.scope({}) },
    (run) => given.runJobs({ ...inner, run }),
  )
  if (jobs === null) return { result: 'cancelled', outputs: {} }
  const { contexts } = inner.scope({})
  const scope = { contexts: { ...contexts, jobs: toValue(jobs) } }
  const outputs = Object.entries(trigger?.outputs ?? {}).map(([name, { value }]) => [
    name,
    evaluateText(value, scope),
  ])
  const all = Object.values(jobs)
  return {
    result: resultOf(all),
    outputs: Object.fromEntries(outputs),
    timedOut: all.some((one) => one.timedOut === true),
  }
}

/** One failure fails it; nothing but skipped jobs is skipped. */
export function resultOf(jobs: JobResult[]): JobResult['result'] {
  const results = jobs.map(({ result }) => result)
  if (results.includes('failure')) return 'failure'
  if (results.includes('cancelled')) return 'cancelled'
  return results.every((result) => result === 'skipped') ? 'skipped' : 'success'
}
