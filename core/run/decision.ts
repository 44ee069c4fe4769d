import type { Command } from '../command/command.ts'
import type { Request } from '../command/request.ts'
import type { Harness, HarnessOrigin, HarnessProblem, Permission } from '../harness/harness.ts'
import type { Origins } from '../harness/narrow/origin.ts'
import type { AgreedPlan } from './plan.ts'

/** What the app found out before deciding. Facts only; read at `base.sha`. */
export type Situation = {
  request: Request
  permission: Permission
  base: { ref: string; sha: string }
  harness: /** Narrowed by the files it extends, not yet by labels and role; `origins` are missing when it was detected. */
    | { kind: 'ok'; harness: Harness; origin: HarnessOrigin; origins?: Origins }
    | { kind: 'broken'; path: string; problems: HarnessProblem[] }
  /** The caller workflow exists at the base commit. */
  workflow: { path: string; exists: boolean }
  /** Models the operator serves, by name. */
  models: string[]
  /** Runs of this issue, newest first. */
  runs: RunView[]
  /** Plans of this issue that were published, newest first; the App's own record, whatever comments say. */
  plans: PlanView[]
  /** Of the repository. */
  spending: Spending
}

/** `spent`: US dollars of the runs of this calendar month (UTC) that ended; `reserved`: what those under way may take; how many they are. */
export type Spending = { spent: number; reserved: number; live: number }

export type RunState =
  | 'queued'
  | 'dispatched'
  | 'running'
  | 'reported'
  | 'published'
  | 'denied'
  | 'blocked'
  | 'cancelled'
  | 'timed_out'
  | 'failed'

/** A run as people see it. Times are ISO 8601. */
export type RunView = {
  key: string
  state: RunState
  actor: string
  startedAt: string
  endedAt: string | null
  workflowUrl: string | null
  pullRequestUrl: string | null
  conclusion: string | null
  cause: string | null
}

/** A plan that a run of this issue ended with. */
export type PlanView = {
  /** Key of that run. */
  id: string
  text: string
  hash: string
  /** What its planner knew: the words of whoever asked, the issue, and the rules for this task, before the operator's limits. */
  asked: string
  issue: { title: string; body: string }
  rules: Harness
  /** The run that carries it out, or did; null also when such a run failed. */
  takenBy: RunView | null
  /** Something else was asked for on the issue since. */
  outdated: boolean
}

/** What to do about one command. Always with its reason. */
export type Decision =
  | {
      kind: 'dispatch'
      reason: string
      command: Command
      /** Narrowed for this task. */
      harness: Harness
      origin: HarnessOrigin
      model: string
      /** Names of the models of the other roles there are. */
      roles?: { planner?: string; reviewer?: string }
      /** What is carried out, when somebody approved a plan. */
      plan?: AgreedPlan
    }
  | { kind: 'reply'; reason: string; body: string }
  | { kind: 'cancel'; reason: string; runs: string[] }
  | { kind: 'deny'; reason: string; body: string }
  | { kind: 'ignore'; reason: string }
