import type { RunState } from '../../core/run/decision.ts'
import type { Run } from './run.ts'

/** Where a run may go from each state. What is not here never happens, whoever asks. */
const NEXT: Record<RunState, readonly RunState[]> = {
  queued: ['dispatched', 'failed', 'cancelled', 'denied'],
  // Back again when no runner began.
  dispatched: ['queued', 'running', 'cancelled', 'timed_out', 'failed'],
  running: ['reported', 'cancelled', 'timed_out', 'failed'],
  reported: ['published', 'blocked', 'cancelled', 'timed_out', 'failed'],
  published: [],
  denied: [],
  blocked: [],
  cancelled: [],
  timed_out: [],
  failed: [],
}

export type Move = {
  to: RunState
  at: number
  cause: string
  actor: string
  /** Only from these: what was seen of the run may be over. */
  from?: readonly RunState[] | undefined
}
export type Moved = { kind: 'moved'; run: Run } | { kind: 'refused'; reason: string; run: Run }

/** The only way a run changes its state. */
export function transition(run: Run, { to, at, cause, actor, from }: Move): Moved {
  if (!NEXT[run.state].includes(to) || from?.includes(run.state) === false)
    return { kind: 'refused', reason: `The run is ${run.state}; it cannot become ${to}.`, run }
  const history = [...run.history, { from: run.state, to, at, cause, actor }]
  return { kind: 'moved', run: { ...run, state: to, history } }
}
