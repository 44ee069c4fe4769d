import type { Limits } from '../../core/run/limits.ts'
import type { Outcome } from '../../core/run/report.ts'
import type { Usage } from '../../core/run/usage.ts'

/**
 * The one place where limits are checked, before each call of the model. That the call itself cannot cost more than what
 * is left is the model's part: it gets the rest as its budget.
 */
export function checkLimits(
  so: { turns: number; toolCalls: number; usage: Usage; elapsed: number },
  limits: Limits,
): Outcome | null {
  const reached = (limit: Extract<Outcome, { kind: 'limit' }>['limit'], detail: string): Outcome => ({
    kind: 'limit',
    limit,
    detail,
  })
  if (so.elapsed >= limits.time) return reached('time', `${Math.round(limits.time / 60_000)} min`)
  if (so.turns >= limits.turns) return reached('turns', `${limits.turns} turns`)
  if (so.toolCalls >= limits.toolCalls) return reached('toolCalls', `${limits.toolCalls} tool calls`)
  if (so.usage.cost >= limits.cost)
    return reached('cost', `${so.usage.cost.toFixed(2)} of ${limits.cost.toFixed(2)} USD`)
  return null
}
