import type { RunState, Spending } from '../../core/run/decision.ts'
import type { Queries } from '../store/database.ts'
import type { Run } from './run.ts'
import type { Move, Moved } from './transition.ts'

/** What may change beside the state. */
export type Patch = Partial<
  Pick<
    Run,
    | 'workflowRun'
    | 'again'
    | 'statusComment'
    | 'token'
    | 'stop'
    | 'progress'
    | 'usage'
    | 'reserved'
    | 'plan'
    | 'result'
  >
>

/** What is stored in one step with a change, or not at all. */
export type Beside = (tx: Queries, run: Run) => Promise<void>

/** Keeps the runs. Each call is atomic: of two moves from the same state, one is refused. */
export interface RunStore {
  /** @throws when there is one of this key. */
  create(run: Run): Promise<void>
  /** Creates the run that is made from what is spent, in one step: of two runs that begin at once, the second sees the first. */
  admit(
    repository: number,
    month: string,
    make: (spending: Spending) => Run | null,
    beside?: Beside,
  ): Promise<Run | null>
  get(key: string): Promise<Run | null>
  byToken(tokenHash: string): Promise<Run | null>
  byWorkflowRun(repository: number, workflowRun: number): Promise<Run | null>
  /** Newest first. */
  ofIssue(repository: number, issue: number): Promise<Run[]>
  /** Newest first. */
  ofBranch(repository: number, branch: string): Promise<Run[]>
  /** Keys of an installation's runs under way. */
  liveOf(installation: number): Promise<string[]>
  /** How many runs are in each state that is no end. */
  countLive(): Promise<Partial<Record<RunState, number>>>
  /** Keys of runs whose time for a sign is over at `now`, milliseconds since 1970; the longest waiting `most` of them. */
  due(now: number, most: number): Promise<string[]>
  /** Of a repository in a calendar month, UTC: "2026-11". A run counts in the month it was started in. */
  spending(repository: number, month: string): Promise<Spending>
  /** Changes the state, and what belongs to the change, in one step. */
  move(key: string, move: Omit<Move, 'at'>, patch?: Patch, beside?: Beside): Promise<Moved>
  update(key: string, patch: (run: Run) => Patch, beside?: Beside): Promise<Run>
  /** An update that depends on `committed`: US dollars that the runs of the same repository and month took and, by calls under way, may take. */
  updateInMonth(key: string, patch: (run: Run, committed: number) => Patch): Promise<Run>
}
