import type { Result } from '../jobs/job.ts'
import { performAction } from './perform-action.ts'
import { runScript } from './run-script.ts'
import type { RunSteps, Step } from './step.ts'

/** @returns how it went; a stopped step is judged by who stopped it. */
export async function performStep(step: Step, runSteps: RunSteps): Promise<Result> {
  const { run, uses } = step.asked
  if (run !== undefined) return runScript(step, run)
  return performAction(step, { uses: uses ?? '', runSteps })
}
