import type { Harness } from '../../core/harness/harness.ts'
import { whyToWait } from '../../core/run/why-to-wait.ts'
import { planText } from '../../core/say/plan-text.ts'
import type { AgentOptions } from '../agent/agent.ts'
import type { TaskPlan } from '../agent/prompts/render-task.ts'
import { note } from '../log/tell.ts'
import type { Stage } from '../stage.ts'
import { makePlan } from './make-plan.ts'

export type Planned =
  /** The work begins, by this plan when there is one; `before` is what planning took. */
  | { kind: 'go'; plan: TaskPlan | null; before: NonNullable<AgentOptions['before']> | null }
  /** The report says how: a plan waits, or there is none. */
  | { kind: 'ended' }

/** Where there is a planner, it plans before anything else is done; but what a person approved is not planned again. */
export async function planFirst(stage: Stage, harness: Harness): Promise<Planned> {
  const { job, report, signals } = stage
  const { plan: agreed } = job.assignment
  if (agreed !== undefined) return { kind: 'go', plan: agreed, before: null }
  if (harness.agents.planner === null) return { kind: 'go', plan: null, before: null }
  const { outcome: end, state, context } = await makePlan(stage, harness)
  const outcome = signals.settle(end)
  Object.assign(report, { outcome, context })
  if (outcome.kind !== 'planned') return { kind: 'ended' }
  const why = whyToWait(outcome.plan, harness)
  if (why !== null) {
    note(job.emit, [`The plan waits for a person. ${why}`])
    report.outcome = { ...outcome, why: why.slice(0, 2_000).toWellFormed() }
    return { kind: 'ended' }
  }
  report.context = []
  return { kind: 'go', plan: { text: planText(outcome.plan), approvedBy: null }, before: state }
}
