import type { Spending } from '../../core/run/decision.ts'
import type { Run } from './run.ts'
import type { Move, Moved } from './transition.ts'

/** What may change beside the state. */
export type Patch = Partial<
  Pick<Run, 'workflowRun' | 'statusComment' | 'tokenHash' | 'stop' | 'progress' | 'usage' | 'plan' | 'result'>
>

/** Keeps the runs. Each call is atomic: of two moves from the same state, one is refused. */
export interface RunStore {
  create(run: Run): Promise<void>
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
  update(key: string, patch: (run: Run) => Patch): Promise<Run>
}
