import { createHash } from 'node:crypto'
import type { Plan } from '../../core/run/plan.ts'
import { planText } from '../../core/say/plan-text.ts'

/** A plan as it is published and kept: its exact text, and the SHA-256 of that, hex. */
export type StoredPlan = { text: string; hash: string }

export function toPlan(plan: Plan): StoredPlan {
  const text = planText(plan)
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}
