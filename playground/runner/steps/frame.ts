import type { Scope } from '../expressions/evaluate.ts'
import { hashFiles } from '../expressions/hash-files.ts'
import { toValue, type Value } from '../expressions/value.ts'
import type { Job, Result } from '../jobs/job.ts'

export type StepRecord = { outputs: Record<string, string>; outcome: Result; conclusion: Result }

/** Steps that see each other: those of a job, or of one use of a composite action. */
export type Frame = {
  kind: 'job' | 'composite'
  inputs: Record<string, Value>
  steps: Record<string, StepRecord>
  failed: boolean
  /** Of the step that uses the composite action. */
  env: Record<string, string>
  /** What a step without an id is called, so often so far. */
  names: Map<string, number>
  defaults: { shell: string | undefined; workingDirectory: string | undefined }
  /** `github.action_path` and its kin, inside an action. */
  action: Record<string, Value>
  /** Ends when the step that uses the composite action has run too long. */
  stop: AbortSignal | null
}

export function createFrame(given: Pick<Frame, 'kind'> & Partial<Frame>): Frame {
  return {
    inputs: {},
    steps: {},
    failed: false,
    env: {},
    names: new Map(),
    defaults: { shell: undefined, workingDirectory: undefined },
    action: {},
    stop: null,
    ...given,
  }
}

/** What expressions of a step see. */
export function scopeOf(job: Job, frame: Frame, env: Record<string, string> = {}): Scope {
  const cancelled = job.interrupted.aborted
  const status = cancelled ? 'cancelled' : frame.failed ? 'failure' : 'success'
  const { secrets, needs, ...everywhere } = job.contexts
  const own = frame.kind === 'job' ? { secrets: secrets ?? {}, needs: needs ?? {} } : {}
  const says = (value: boolean) => ({ least: 0, most: 0, call: () => value })
  return {
    contexts: {
      ...everywhere,
      ...own,
      github: { ...job.github, ...frame.action, token: job.token },
      env: { ...job.env, ...frame.env, ...env },
      inputs: frame.inputs,
      job: { status },
      steps: toValue(frame.steps),
    },
    functions: {
      success: says(status === 'success'),
      failure: says(status === 'failure'),
      cancelled: says(cancelled),
      always: says(true),
      hashfiles: { least: 1, most: 255, call: (patterns) => hashFiles(job.place.workspace, patterns) },
    },
  }
}
