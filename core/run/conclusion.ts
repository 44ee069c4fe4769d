import { shortHash } from './plan.ts'
import type { Outcome } from './report.ts'

export type Conclusion = 'success' | 'failure' | 'neutral' | 'action_required' | 'cancelled' | 'timed_out'

/** A plan as people read it and as the app keeps it. `why`: a sentence that says why it waits. */
export type WaitingPlan = { kind: 'planned'; text: string; hash: string; why: string }

/** What the app knows about a run's end, beyond what the runner told it. */
export type Ending = {
  outcome:
    | Exclude<Outcome, { kind: 'planned' }>
    | WaitingPlan
    | { kind: 'lost'; detail: string }
    | { kind: 'unreadable'; detail: string }
    | { kind: 'unjudged'; detail: string }
  /** Required gates that failed and were not failing before, and `error` findings that are not preexisting. */
  failed: string[]
  /** Paths that a person must approve. */
  protectedPaths: string[]
  /** Acceptance criteria that the agent itself says are not met. */
  unmet: string[]
  /** Why the app refused to publish (scope, caps, stale base, empty diff …), or null. */
  refused: string | null
}

/**
 * Outcomes whose work is offered as a draft: finished runs, and those that were cut off by a limit or by a model that
 * failed midway. What was paid for is for a person to look at; the conclusion says that it is unfinished.
 */
export function keepsWork(outcome: Ending['outcome']): boolean {
  if (outcome.kind === 'error') return ['provider', 'malformed', 'empty'].includes(outcome.cause)
  return outcome.kind === 'done' || outcome.kind === 'limit'
}

/** @returns the conclusion of the check run `agent`, and the cause in a few words. Never green when nothing happened. */
export function conclude(ending: Ending): { conclusion: Conclusion; cause: string } {
  const { outcome } = ending
  switch (outcome.kind) {
    case 'lost':
      return { conclusion: 'timed_out', cause: outcome.detail }
    case 'unreadable':
    case 'unjudged':
      return { conclusion: 'failure', cause: outcome.detail }
    case 'cancelled':
      return { conclusion: 'cancelled', cause: outcome.detail }
    case 'error':
      return { conclusion: 'failure', cause: outcome.detail }
    case 'limit':
      return { conclusion: 'failure', cause: `stopped by limit: ${outcome.detail}` }
    case 'nothing':
      return { conclusion: 'neutral', cause: `nothing to do: ${outcome.reason}` }
    case 'blocked':
      return { conclusion: 'action_required', cause: outcome.question }
    case 'planned':
      return {
        conclusion: 'action_required',
        cause: `a plan waits for approval: ${shortHash(outcome.hash)}`,
      }
    case 'done':
      break
  }
  if (ending.refused !== null) return { conclusion: 'failure', cause: ending.refused }
  if (ending.failed.length > 0) return { conclusion: 'failure', cause: `failed: ${ending.failed.join(', ')}` }
  if (ending.unmet.length > 0)
    return { conclusion: 'action_required', cause: `not met: ${ending.unmet.join('; ')}` }
  if (ending.protectedPaths.length > 0)
    return {
      conclusion: 'action_required',
      cause: `a person must approve ${ending.protectedPaths.join(', ')}`,
    }
  return { conclusion: 'success', cause: 'done, all gates passed' }
}
