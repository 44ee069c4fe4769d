import { evaluateMap } from '../expressions/template.ts'
import type { Result } from '../jobs/job.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { actionInputs } from './action-inputs.ts'
import { builtInOf } from './built-in.ts'
import { runComposite } from './composite.ts'
import { locateAction } from './locate-action.ts'
import { runNodeAction } from './node-action.ts'
import { describeEnv } from './run-script.ts'
import type { RunSteps, Step } from './step.ts'

/** A `uses` step. */
export async function performAction(
  step: Step,
  { uses, runSteps }: { uses: string; runSteps: RunSteps },
): Promise<Result> {
  const builtIn = builtInOf(uses)
  if (builtIn) {
    const given = evaluateMap(step.asked.with, step.scope)
    announce(step, uses, given)
    return builtIn(step, given)
  }
  const located = await locateAction(step.job, uses)
  const inputs = actionInputs(step, located.action, uses)
  announce(step, uses, inputs)
  const { using } = located.action.runs
  if (/^node(20|24)$/.test(using)) return runNodeAction(step, located, inputs)
  if (using === 'composite') return runComposite(step, located, { inputs, runSteps })
  throw new WorkflowProblem(
    `'${uses}' runs using '${using}'. The local runner runs node20, node24 and composite actions.`,
  )
}

function announce(step: Step, uses: string, inputs: Record<string, string>): void {
  const lines = Object.entries(inputs).flatMap(([key, value]) => (value === '' ? [] : [`  ${key}: ${value}`]))
  step.job.log.group(`Run ${uses}`, [...(lines.length > 0 ? ['with:', ...lines] : []), ...describeEnv(step)])
}
