import type { RunState } from '../../core/run/decision.ts'
import type { Run } from './run.ts'

export function countByState(runs: Pick<Run, 'state'>[]): Partial<Record<RunState, number>> {
  const counts: Partial<Record<RunState, number>> = {}
  for (const { state } of runs) counts[state] = (counts[state] ?? 0) + 1
  return counts
}
