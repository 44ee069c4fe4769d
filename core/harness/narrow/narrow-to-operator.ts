import type { Limits } from '../../run/limits.ts'
import { narrowLimits } from '../narrow-limits.ts'
import type { Effective } from './origin.ts'

/** The operator's limits, where they are smaller. */
export function narrowToOperator({ harness, origins }: Effective, operator: Limits): Effective {
  const limits = narrowLimits(harness.limits, operator)
  const noted = new Map(origins)
  for (const key of Object.keys(limits) as (keyof Limits)[])
    if (limits[key] < harness.limits[key]) noted.set(`limits.${key}`, { from: 'operator' })
  return { harness: { ...harness, limits }, origins: noted }
}
