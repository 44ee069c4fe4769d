import type { Scope } from '../expressions/evaluate.ts'
import type { Job } from '../jobs/job.ts'
import type { WorkflowStep } from '../workflow/schema.ts'
import type { Frame } from './frame.ts'

/** One step that is to run, its expressions' surroundings settled. */
export type Step = {
  job: Job
  frame: Frame
  /** GITHUB_ACTION */
  name: string
  asked: WorkflowStep
  /** `env:` of the step. */
  env: Record<string, string>
  scope: Scope
  /** Filled by the step. */
  outputs: Record<string, string>
  stop: AbortSignal
}

/** What performs the steps inside a step: those of a composite action. */
export type RunSteps = (job: Job, frame: Frame, steps: WorkflowStep[]) => Promise<void>
