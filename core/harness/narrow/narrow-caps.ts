import type { Harness } from '../harness.ts'
import { formatCost } from '../schema/cost.ts'
import { formatDuration } from '../schema/duration.ts'
import type { Step } from './step.ts'

type Shown = (value: number) => string

/** Numbers only get smaller. */
export function narrowCaps({ above, child, ledger }: Step): Pick<Harness, 'limits' | 'budget'> {
  const smaller = <T extends number | null>(
    key: string,
    pair: { above: T; child: T },
    show: Shown = String,
  ) =>
    ledger.pick<T>(['limits', key], {
      ...pair,
      problem: (place) =>
        pair.above === null || pair.child === null || pair.child <= pair.above
          ? null
          : `${show(pair.child)} is more than the ${show(pair.above)} of ${place}; write ${show(pair.above)} or less`,
    })
  const limit = (key: Exclude<keyof Harness['limits'], 'toolCalls'>, show?: Shown) =>
    smaller(key, { above: above.limits[key], child: child.limits[key] }, show)
  const budget = (key: keyof Harness['budget'], show?: Shown) =>
    smaller(key, { above: above.budget[key], child: child.budget[key] }, show)
  return {
    limits: {
      turns: limit('turns'),
      toolCalls: Math.min(above.limits.toolCalls, child.limits.toolCalls),
      cost: limit('cost', formatCost),
      time: limit('time', formatDuration),
      repairs: limit('repairs'),
      files: limit('files'),
      lines: limit('lines'),
    },
    budget: { month: budget('month', formatCost), concurrent: budget('concurrent') },
  }
}
