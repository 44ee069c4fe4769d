import { codeSpan, fenced } from '../markdown/write.ts'
import type { WaitingPlan } from '../run/conclusion.ts'
import type { RunView } from '../run/decision.ts'
import { shortHash } from '../run/plan.ts'
import { beside } from './beside.ts'
import { defuse } from './defuse.ts'
import { moment } from './numbers.ts'

type Asked = { trigger: string }

/** A plan that waits: why, its exact text, and how to go on. `kept`: what became of work that was begun. */
export function tellPlan(
  { text, hash, why }: WaitingPlan,
  { trigger, again, server, kept }: Asked & { again: string; server: string; kept: string },
): string {
  return `${beside(kept, defuse(why, { server, most: 2_500 }))}

${fenced(text)}

Write ${codeSpan(`${trigger} approve ${shortHash(hash)}`)} to have exactly this carried out, or ${codeSpan(`${again} <what is different>`)} for another plan.

<sub>SHA-256 of the plan: ${codeSpan(hash)}</sub>`
}

/** Why a plan is not carried out, and what to do about it. Each gives the whole body of a reply. */

export function whichPlan({ trigger, waiting }: Asked & { waiting: string | null }): string {
  const next =
    waiting === null
      ? `No plan of this issue waits; ${codeSpan(`${trigger} implement`)} starts a run.`
      : `One waits: read it in the status comment, and write ${codeSpan(`${trigger} approve ${shortHash(waiting)}`)} to have it carried out.`
  return `${codeSpan(`${trigger} approve`)} takes the hash that stands below a plan, at least its first ${LEAST_HASH} characters and nothing else, so nothing was started. ${next} Whoever wants something different writes it behind ${codeSpan(`${trigger} implement`)}.`
}

/** Characters of a hash that stand for the whole. */
export const LEAST_HASH = 8

export function noSuchPlan({ trigger, hash }: Asked & { hash: string }): string {
  return `No plan of this issue has a hash that begins with ${codeSpan(hash)}, so nothing was started. What counts is the plan in this App's own status comment. Copy the hash from there, or write ${codeSpan(`${trigger} implement`)} for a new plan.`
}

export function outdatedPlan({ trigger, hash }: Asked & { hash: string }): string {
  return `Something else was asked for on this issue since the plan ${codeSpan(shortHash(hash))} was made, so it does not count any more and nothing was started. Approve the newest plan, or write ${codeSpan(`${trigger} implement`)} for a new one.`
}

export function usedPlan({ trigger, hash, run }: Asked & { hash: string; run: RunView }): string {
  const link = run.workflowUrl === null ? 'a run' : `[a run](${run.workflowUrl})`
  return `${run.actor} approved the plan ${codeSpan(shortHash(hash))} on ${moment(run.startedAt)}, and ${link} took it up, so no second one was started. ${codeSpan(`${trigger} status`)} shows what became of it.`
}

export function changedSince({ trigger, hash, what }: Asked & { hash: string; what: string }): string {
  return `The plan ${codeSpan(shortHash(hash))} was made for something else: ${what} changed since, so nothing was started. Write ${codeSpan(`${trigger} implement`)} for a plan of what stands there now.`
}
