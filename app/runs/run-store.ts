import type { Spending } from '../../core/run/decision.ts'
import type { Run } from './run.ts'
import type { Move, Moved } from './transition.ts'

/** What may change beside the state. */
export type Patch = Partial<
  Pick<
    Run,
    'workflowRun' | 'statusComment' | 'token' | 'stop' | 'progress' | 'usage' | 'reserved' | 'plan' | 'result'
  >
>

/** Keeps the runs. Each call is atomic: of two moves from the same state, one is refused. */
export interface RunStore {
  create(run: Run): Promise<void>
  /** Creates the run that is made from what is spent, in one step: of two runs that begin at once, the second sees the first. */
  admit(repository: number, month: string, make: (spending: Spending) => Run | null): Promise<Run | null>
  get(key: string): Promise<Run | null>
  byToken(tokenHash: string): Promise<Run | null>
  byWorkflowRun(repository: number, workflowRun: number): Promise<Run | null>
  /** Newest first. */
  ofIssue(repository: number, issue: number): Promise<Run[]>
  /** Newest first. */
  ofBranch(repository: number, branch: string): Promise<Run[]>
  live(): Promise<Run[]>
  /** Of a repository in a calendar month, UTC: "2026-11". A run counts in the month it was started in. */
  spending(repository: number, month: string): Promise<Spending>
  /** Changes the state, and what belongs to the change, in one step. */
  move(key: string, move: Omit<Move, 'at'>, patch?: Patch): Promise<Moved>
  /** `committed`: US dollars that the runs of the same repository and month took and, by calls under way, may take. */
  update(key: string, patch: (run: Run, committed: () => number) => Patch): Promise<Run>
}
