import type { RunState } from '../../core/run/decision.ts'
import type { Reins } from '../reins.ts'
import { taskOf } from './task-of.ts'

export type End = {
  to: 'failed' | 'cancelled' | 'timed_out'
  /** A sentence: why, and where it helps, what to do. */
  detail: string
  actor: string
  /** Only from these; without it from wherever it stands. */
  from?: readonly RunState[]
}

/**
 * Ends a run that brings no report. Whoever comes second does nothing. In one step with it stands that people have to be
 * told: what the app does next, now or after a restart.
 */
export async function endRun(
  { runs, tasks }: Pick<Reins, 'runs' | 'tasks'>,
  key: string,
  { to, detail, actor, from }: End,
): Promise<void> {
  const moved = await runs.move(key, { to, cause: detail, actor, from }, {}, (tx, run) =>
    tasks.add(tx, taskOf(run, 'finish')),
  )
  if (moved.kind === 'moved') tasks.wake()
}
