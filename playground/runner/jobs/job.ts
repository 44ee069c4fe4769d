import type { RunnerOrder } from '../../interface/runner.ts'
import type { Value } from '../expressions/value.ts'
import type { JobLog } from '../log/job-log.ts'
import type { Settings } from '../settings.ts'
import type { WorkflowStep } from '../workflow/schema.ts'
import type { Workplace } from './workplace.ts'

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** One job that runs steps, with all they share. */
export type Job = {
  /** As people see it: "agent", "agent / agent" for a job of a called workflow. */
  name: string
  order: RunnerOrder
  settings: Settings
  log: JobLog
  place: Workplace
  token: string
  /** The `github` context, without what differs from step to step. */
  github: Record<string, Value>
  /** `needs`, `vars`, `secrets`, `runner`, `strategy`, `matrix`. */
  contexts: Record<string, Value>
  /** Every step sees these: of the workflow and the job, and what steps wrote to GITHUB_ENV. */
  env: Record<string, string>
  /** What steps wrote to GITHUB_PATH, newest first. */
  path: string[]
  /** GITHUB_*, RUNNER_* and the OIDC variables. No step can change them. */
  variables: Record<string, string>
  /** Aborted when the run is cancelled or the job runs too long; its reason is which. */
  interrupted: AbortSignal
  /** Aborted a while later, for what still runs then. */
  ended: AbortSignal
  /** What actions left to be done at the end, last one first. */
  posts: (() => Promise<void>)[]
  /** What an action's pre wrote to GITHUB_STATE, for its main and post. */
  states: Map<WorkflowStep, Record<string, string>>
}
