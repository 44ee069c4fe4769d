import type { Limits } from '../../core/run/limits.ts'
import type { Outcome } from '../../core/run/report.ts'
import type { Usage } from '../../core/run/usage.ts'
import { duration, money, plural } from '../../core/say/numbers.ts'

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
  if (so.elapsed >= limits.time) return reached('time', `The time limit of ${duration(limits.time)} is over.`)
  if (so.turns >= limits.turns)
    return reached('turns', `The limit of ${plural(limits.turns, 'turn')} is used up.`)
  if (so.toolCalls >= limits.toolCalls)
    return reached('toolCalls', `The limit of ${plural(limits.toolCalls, 'tool call')} is used up.`)
  if (so.usage.cost >= limits.cost)
    return reached('cost', `${money(so.usage.cost)} of ${money(limits.cost)} are used.`)
  return null
}
