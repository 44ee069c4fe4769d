import { evaluateCondition, evaluateMap, evaluateTemplate, evaluateText } from '../expressions/template.ts'
import { isTruthy, toNumber } from '../expressions/value.ts'
import type { Job, Result } from '../jobs/job.ts'
import type { WorkflowStep } from '../workflow/schema.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { type Frame, scopeOf } from './frame.ts'
import { performStep } from './perform-step.ts'
import type { Step } from './step.ts'
import { stepName } from './step-name.ts'
import { watchStop } from './watch-stop.ts'

/** One step after the other; what a step's `if` says decides, also after a failure and after a cancel. */
export async function runSteps(job: Job, frame: Frame, steps: WorkflowStep[]): Promise<void> {
  for (const step of steps) await runStep(job, frame, step)
}

async function runStep(job: Job, frame: Frame, asked: WorkflowStep): Promise<void> {
  const name = stepName(asked, frame)
  const outputs: Record<string, string> = {}
  const record = (outcome: Result, conclusion: Result) => {
    if (asked.id !== undefined) frame.steps[asked.id] = { outputs, outcome, conclusion }
    if (conclusion === 'failure') frame.failed = true
  }
  const wanted = () =>
    evaluateCondition(asked.if, scopeOf(job, frame, evaluateMap(asked.env, scopeOf(job, frame))))
  try {
    if (!wanted()) return record('skipped', 'skipped')
    const env = evaluateMap(asked.env, scopeOf(job, frame))
    const scope = scopeOf(job, frame, env)
    const minutes = asked['timeout-minutes']
    const limit = minutes === undefined ? null : evaluateNumber(minutes, 'timeout-minutes', scope)
    const stop = watchStop(job, { wanted, outer: frame.stop, limit })
    const step: Step = { job, frame, name, asked, env, scope, outputs, stop: stop.signal }
    const outcome = await performStep(step, runSteps).finally(stop.release)
    const ended = stop.why()
    if (ended !== null) job.log.error(ended.sentence)
    const conclusion = ended === null ? outcome : ended.result
    const forgiven = conclusion === 'failure' && isTruthy(evaluateFlag(asked['continue-on-error'], scope))
    record(conclusion, forgiven ? 'success' : conclusion)
  } catch (error) {
    if (!(error instanceof WorkflowProblem)) throw error
    job.log.error(`${asked.id ?? evaluateName(asked)}: ${error.message}`)
    record('failure', asked['continue-on-error'] === true ? 'success' : 'failure')
  }
}

function evaluateName(asked: WorkflowStep): string {
  return String(asked.name ?? asked.uses ?? asked.run?.trim().split('\n', 1)[0] ?? 'step')
}

function evaluateFlag(flag: boolean | string | undefined, scope: Step['scope']) {
  return typeof flag === 'string' ? evaluateTemplate(flag, scope) : (flag ?? false)
}

export function evaluateNumber(value: number | string, key: string, scope: Step['scope']): number {
  const number = typeof value === 'string' ? toNumber(evaluateTemplate(value, scope)) : value
  if (Number.isNaN(number)) throw new WorkflowProblem(`${key} is no number: ${evaluateText(value, scope)}`)
  return number
}
