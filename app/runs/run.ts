import type { Harness } from '../../core/harness/harness.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { Conclusion } from '../../core/run/conclusion.ts'
import type { RunState, RunView } from '../../core/run/decision.ts'
import type { Phase } from '../../core/run/event.ts'
import type { Usage } from '../../core/run/usage.ts'
import type { RunToken } from './run-token.ts'
import type { StoredPlan } from './to-plan.ts'

/** One run, as the app keeps it. Times are milliseconds since 1970. */
export type Run = {
  key: string
  installation: number
  /** Frozen: what the runner gets. */
  assignment: Assignment
  /** What held for this task when it was asked for, before the operator's limits. */
  rules: Harness
  /** The `traceparent` of what asked for it; null: nothing is traced. */
  trace: string | null
  state: RunState
  /** Every transition, oldest first. */
  history: Transition[]
  /** Null until GitHub said which workflow run the dispatch started. */
  workflowRun: { id: number; url: string } | null
  /** Starts that came to nothing, by no fault of the agent's; not there: none. */
  again?: Again
  /** The status comment on the issue; null when it could not be written. */
  statusComment: number | null
  /** Null before the claim. */
  token: RunToken | null
  /** Why a person stopped it, until the runner has obeyed. */
  stop: string | null
  progress: Progress
  /** Counted by the app from the provider's answers, whatever the report says. */
  usage: Usage
  /** US dollars that model calls under way may take at most. */
  reserved: number
  /** What it ended with instead of a change; the only place from which a plan is approved. */
  plan: StoredPlan | null
  result: Result | null
}

/** `left`: workflow runs that were given up; none of them is the run's any more. */
export type Again = { count: number; of: number; why: string; left: number[] }

export type Transition = { from: RunState | null; to: RunState; at: number; cause: string; actor: string }

/** What the status comment tells while the run is under way. */
export type Progress = {
  phase: Phase
  /** The last turn, and what the agent said in it. */
  turn: { number: number; say: string } | null
}

/** How it ended. `message` is what the runner is told, in a few words. */
export type Result = {
  conclusion: Conclusion
  cause: string
  message: string
  pullRequestUrl: string | null
}

/** Ends of the way: nothing follows. */
export const ENDED: readonly RunState[] = [
  'published',
  'denied',
  'blocked',
  'cancelled',
  'timed_out',
  'failed',
]

export function isLive(run: Run): boolean {
  return !ENDED.includes(run.state)
}

export function toView(run: Run): RunView {
  const last = run.history.at(-1)
  return {
    key: run.key,
    state: run.state,
    actor: run.assignment.request.actor,
    startedAt: iso(run.history[0]?.at ?? 0),
    endedAt: isLive(run) || !last ? null : iso(last.at),
    workflowUrl: run.workflowRun?.url ?? null,
    pullRequestUrl: run.result?.pullRequestUrl ?? null,
    conclusion: run.result?.conclusion ?? null,
    cause: run.result?.cause ?? last?.cause ?? null,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
