import { Gauge, type Registry } from 'prom-client'
import type { RunState } from '../../core/run/decision.ts'
import { OTHER } from './bounded-labels.ts'

/** What GitHub said last of the requests that one installation has left in its hour. `resetAt`: milliseconds since 1970. */
export type BudgetReading = { installation: number; left: number; resetAt: number }

/** Asked whenever somebody reads the metrics. */
export type Sources = {
  now: () => number
  /** What is done for deliveries, and for runs. */
  queues: Record<'deliveries' | 'runs', { waiting: () => Promise<number>; active: () => Promise<number> }>
  /** How many runs are in each state that is no end. */
  liveRuns: () => Promise<Partial<Record<RunState, number>>>
  /** Model calls under way. */
  openCalls: () => number
  budgets: () => Iterable<BudgetReading>
}

const LIVE: readonly RunState[] = ['queued', 'dispatched', 'running', 'reported']
/** Installations that stand by themselves: those with the least left. */
const MOST_INSTALLATIONS = 20

export function askedMetrics(register: Registry, sources: Sources): void {
  const registers = [register]
  new Gauge({
    name: 'reins_queue_depth',
    help: 'Work on deliveries and on runs that waits, later tries among it, or is under way, of all instances.',
    ...{ labelNames: ['queue', 'state'] as const, registers },
    async collect() {
      for (const [queue, { waiting, active }] of Object.entries(sources.queues)) {
        this.set({ queue, state: 'waiting' }, await waiting())
        this.set({ queue, state: 'active' }, await active())
      }
    },
  })
  new Gauge({
    ...{ name: 'reins_runs', help: 'Runs under way, by state.', labelNames: ['state'] as const, registers },
    async collect() {
      const now = await sources.liveRuns()
      for (const state of LIVE) this.set({ state }, now[state] ?? 0)
    },
  })
  new Gauge({
    ...{ name: 'reins_model_calls_open', help: 'Model calls under way.', registers },
    collect() {
      this.set(sources.openCalls())
    },
  })
  new Gauge({
    name: 'reins_github_budget_left',
    help: 'Requests that GitHub still allows in this hour: the installations with the fewest, and the rest summed.',
    ...{ labelNames: ['installation'] as const, registers },
    collect() {
      this.reset()
      for (const [installation, left] of tightest(sources)) this.set({ installation }, left)
    },
  })
}

/** A budget whose hour is over is not told any more. */
function tightest({ budgets, now }: Sources): [string, number][] {
  const sorted = [...budgets()].filter(({ resetAt }) => resetAt > now()).sort((a, b) => a.left - b.left)
  const rest = sorted.slice(MOST_INSTALLATIONS)
  return [
    ...sorted
      .slice(0, MOST_INSTALLATIONS)
      .map(({ installation, left }): [string, number] => [String(installation), left]),
    ...(rest.length === 0 ? [] : [[OTHER, rest.reduce((sum, one) => sum + one.left, 0)] as [string, number]]),
  ]
}
