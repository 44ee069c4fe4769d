import { evaluateText } from '../expressions/template.ts'
import type { Result } from '../jobs/job.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { createFrame, scopeOf } from './frame.ts'
import type { LocatedAction } from './locate-action.ts'
import type { RunSteps, Step } from './step.ts'

/** A composite action: its steps see their own inputs and each other, and share the job's files and environment. */
export async function runComposite(
  step: Step,
  located: LocatedAction,
  { inputs, runSteps }: { inputs: Record<string, string>; runSteps: RunSteps },
): Promise<Result> {
  const { job, frame, env, outputs, stop } = step
  const { steps } = located.action.runs
  if (steps === undefined) throw new WorkflowProblem('the composite action has no `steps`.')
  const inner = createFrame({
    kind: 'composite',
    inputs,
    env: { ...frame.env, ...env },
    action: { action_path: located.folder, action_repository: located.repository, action_ref: located.ref },
    stop,
  })
  await runSteps(job, inner, steps)
  const scope = scopeOf(job, inner)
  for (const [name, output] of Object.entries(located.action.outputs ?? {}))
    outputs[name] = evaluateText(output?.value ?? '', scope)
  return inner.failed ? 'failure' : 'success'
}
