import type { Limits } from '../run/limits.ts'

/** The smaller of each pair: a repository can only go below what its operator allows. */
export function narrowLimits(repository: Limits, operator: Limits): Limits {
  return {
    turns: Math.min(repository.turns, operator.turns),
    toolCalls: Math.min(repository.toolCalls, operator.toolCalls),
    cost: Math.min(repository.cost, operator.cost),
    time: Math.min(repository.time, operator.time),
    repairs: Math.min(repository.repairs, operator.repairs),
    files: Math.min(repository.files, operator.files),
    lines: Math.min(repository.lines, operator.lines),
  }
}
