import { join } from 'node:path'
import { evaluateCondition } from '../expressions/template.ts'
import type { Job, Result } from '../jobs/job.ts'
import type { WorkflowStep } from '../workflow/schema.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { actionInputs, inputVariables } from './action-inputs.ts'
import { createFrame, type Frame, scopeOf } from './frame.ts'
import { invoke } from './invoke.ts'
import type { LocatedAction } from './locate-action.ts'
import type { Step } from './step.ts'
import { stepName } from './step-name.ts'
import { watchStop } from './watch-stop.ts'

type Inputs = Record<string, string>

/** The action's main, started with this very Node; its post waits for the end of the job. */
export async function runNodeAction(step: Step, located: LocatedAction, inputs: Inputs): Promise<Result> {
  const { job, asked } = step
  const { main, post, 'post-if': condition = 'always()' } = located.action.runs
  if (main === undefined) throw new WorkflowProblem('the action names no `main`.')
  const state = job.states.get(asked) ?? {}
  if (post !== undefined)
    job.posts.unshift(() =>
      runLater(step, condition, `Post ${asked.uses}`, (later) =>
        start(later, located, { file: post, inputs, state }),
      ),
    )
  return start(step, located, { file: main, inputs, state })
}

/** The action's pre, before the job's first step. Local actions have none: nothing is checked out yet. */
export async function runPre(
  job: Job,
  frame: Frame,
  asked: WorkflowStep,
  located: LocatedAction,
): Promise<void> {
  const { pre, 'pre-if': condition = 'always()' } = located.action.runs
  if (pre === undefined || located.local) return
  const scope = scopeOf(job, frame)
  const name = stepName(asked, createFrame({ kind: 'job' }))
  const step = { job, frame, name, asked, env: {}, scope, outputs: {}, stop: job.ended }
  const inputs = actionInputs(step, located.action, asked.uses ?? '')
  const state: Record<string, string> = {}
  job.states.set(asked, state)
  await runLater(step, condition, `Pre ${asked.uses}`, (now) =>
    start(now, located, { file: pre, inputs, state }),
  )
}

/** Something an action does before or after the steps of its job. */
export async function runLater(
  step: Step,
  condition: unknown,
  title: string,
  work: (step: Step) => Promise<Result>,
): Promise<void> {
  const { job, frame } = step
  const wanted = () => evaluateCondition(condition, scopeOf(job, frame))
  if (!wanted()) return
  const stop = watchStop(job, { wanted, outer: null, limit: null })
  job.log.line(title)
  const later = { ...step, scope: scopeOf(job, frame, step.env), stop: stop.signal }
  const result = await work(later).catch((error: unknown): Result => {
    if (!(error instanceof WorkflowProblem)) throw error
    job.log.error(error.message)
    return 'failure'
  })
  stop.release()
  if (result === 'failure') frame.failed = true
}

async function start(
  step: Step,
  located: LocatedAction,
  run: { file: string; inputs: Inputs; state: Record<string, string> },
): Promise<Result> {
  const { job, frame } = step
  const action = {
    action_path: located.folder,
    action_repository: located.repository,
    action_ref: located.ref,
  }
  const kept = Object.fromEntries(Object.entries(run.state).map(([key, value]) => [`STATE_${key}`, value]))
  const { exitCode, ok, state } = await invoke(
    { ...step, frame: { ...frame, action } },
    {
      command: process.execPath,
      arguments: [join(located.folder, run.file)],
      cwd: job.place.workspace,
      env: { ...inputVariables(run.inputs), ...kept },
    },
  )
  Object.assign(run.state, state)
  if (exitCode === 0 && ok) return 'success'
  if (exitCode !== 0 && !step.stop.aborted) job.log.error(`The action ended with exit code ${exitCode}.`)
  return 'failure'
}
