import type { RunnerOrder } from '../../interface/runner.ts'
import type { Scope } from '../expressions/evaluate.ts'
import type { Value } from '../expressions/value.ts'
import type { Settings } from '../settings.ts'
import type { LoadedWorkflow } from '../workflow/load-workflow.ts'
import type { Groups } from './concurrency.ts'
import type { Result } from './job.ts'

export type JobResult = { result: Result; outputs: Record<string, string>; timedOut?: boolean }

/** One run of a workflow, whatever it calls. */
export type Run = {
  order: RunnerOrder
  settings: Settings
  cancelled: AbortSignal
  /** Concurrency groups of all runs of this runner. */
  turns: Groups
  /** Those it is in already. */
  groups: string[]
}

/** One workflow within a run: the dispatched one, or one that a job calls. */
export type Call = {
  run: Run
  loaded: LoadedWorkflow
  inputs: Record<string, Value>
  github: Record<string, Value>
  /** "agent / " for the jobs of a workflow that job "agent" calls. */
  prefix: string
  /** What expressions of a job see before it runs. */
  scope: (needs: Record<string, Value>) => Scope
}

export function createCall(given: Omit<Call, 'scope'>): Call {
  const { github, inputs } = given
  return {
    ...given,
    scope: (needs) => ({ contexts: { github, inputs, needs, vars: {}, strategy: {}, matrix: {} } }),
  }
}
