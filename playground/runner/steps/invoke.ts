import { toText } from '../expressions/value.ts'
import { cleanEnvironment } from '../jobs/variables.ts'
import { readOutput } from '../log/read-output.ts'
import { runProcess } from '../process/run-process.ts'
import { WorkflowProblem } from '../workflow-problem.ts'
import { createFileCommands } from './file-commands.ts'
import type { Step } from './step.ts'

export type Invocation = {
  command: string
  arguments: string[]
  cwd: string
  /** INPUT_* and STATE_* of an action. */
  env: Record<string, string>
}

/**
 * Starts one process as a step does: environment, commands in its output, files it may write to.
 * @returns `ok` false when one of the files could not be understood; `state` is what an action keeps for its post.
 */
export async function invoke(
  step: Step,
  invocation: Invocation,
): Promise<{ exitCode: number; ok: boolean; state: Record<string, string> }> {
  const { job } = step
  const files = await createFileCommands(job)
  try {
    const result = await runProcess({
      command: invocation.command,
      arguments: invocation.arguments,
      cwd: invocation.cwd,
      env: { ...environment(step), ...files.variables, ...invocation.env },
      onLine: readOutput(job.log),
      stop: step.stop,
      timing: job.settings.timing,
    })
    if ('problem' in result) throw new WorkflowProblem(result.problem)
    const { ok, state } = await files.take(step.outputs)
    return { exitCode: result.exitCode, ok, state }
  } finally {
    await files.remove()
  }
}

function environment(step: Step): Record<string, string> {
  const { job, frame, env } = step
  const own = { ...cleanEnvironment(job.settings, job.place), ...job.env, ...frame.env, ...env }
  const action = Object.entries(frame.action).map(([key, value]) => [
    `GITHUB_${key.toUpperCase()}`,
    toText(value),
  ])
  return {
    ...own,
    ...job.variables,
    ...Object.fromEntries(action),
    GITHUB_ACTION: step.name,
    PATH: [...job.path, own.PATH].join(':'),
  }
}
