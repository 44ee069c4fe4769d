import { fence, prompt } from '../../core/clean/prompt.ts'
import { source } from '../../core/clean/source.ts'
import type { Harness } from '../../core/harness/harness.ts'
import { MOST_OF_PLAN } from '../../core/run/plan.ts'
import type { AgentState } from '../agent/agent.ts'
import { cutText } from '../agent/cut-text.ts'
import type { Stage } from '../stage.ts'
import { makePlan } from './make-plan.ts'

/**
 * An agent that does not know what is meant ends with a plan that waits, where the rules say so (`tasks.unclear: plan`).
 * When no plan comes of it, the question stands. What a person approved is not planned again.
 */
export async function planInstead(stage: Stage, harness: Harness, state: AgentState): Promise<void> {
  const { job, report } = stage
  const { outcome } = report
  if (outcome.kind !== 'blocked' || harness.tasks.unclear !== 'plan') return
  if (job.assignment.plan !== undefined) return
  const also = prompt`## What another agent did not know\n\nIt began to work on this and stopped with a question. Plan what is likeliest meant, and put into \`questions\` what only a person can decide.\n\n${fence(prompt`data by the agent: question`, source(outcome.question))}`
  const made = await makePlan(stage, harness, { also, before: state })
  if (made.outcome.kind !== 'planned') return
  const { plan } = made.outcome
  const questions =
    plan.questions.length > 0 ? plan.questions : [cutText(oneLine(outcome.question), MOST_OF_PLAN.question)]
  const why = `It is not clear what is meant. ${oneLine(outcome.question)}`
  report.outcome = { kind: 'planned', plan: { ...plan, questions }, why: cutText(why, 2_000) }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
