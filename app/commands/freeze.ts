import { prose } from '../../core/clean/prose.ts'
import { narrowLimits } from '../../core/harness/narrow-limits.ts'
import type { AssignedModel, Assignment } from '../../core/run/assignment.ts'
import type { Decision, Situation } from '../../core/run/decision.ts'
import type { Limits } from '../../core/run/limits.ts'
import type { ServedModel } from '../config/models.ts'

export type Dispatch = Extract<Decision, { kind: 'dispatch' }>

type Frozen = {
  key: string
  situation: Situation
  decision: Dispatch
  issue: Assignment['issue']
  model: ServedModel
  roles: Partial<Record<'planner' | 'reviewer', ServedModel>>
  /** The operator's. */
  limits: Limits
  sandbox: Assignment['sandbox']
}

/** Everything the runner will need, as it is now. Later edits of the issue, the rules or the settings change nothing. */
export function freeze({
  key,
  situation,
  decision,
  issue,
  model,
  roles,
  limits,
  sandbox,
}: Frozen): Assignment {
  const { request, base } = situation
  const { id, owner, name, defaultBranch } = request.repository
  const text = prose(decision.command.text)
  const narrowed = narrowLimits(decision.harness.limits, {
    ...limits,
    cost: leftOf(situation, decision, limits),
  })
  const others = Object.entries(roles).map(([role, one]) => [role, toAssigned(one)])
  return {
    version: 1,
    key,
    repository: { id, owner, name, defaultBranch },
    request: {
      command: decision.command.name,
      text: text.text,
      actor: request.actor.login,
      issue: request.subject.number,
      url: request.comment.url,
    },
    issue: { ...issue, removed: [...issue.removed, ...text.removed.map((what) => `${what} in the command`)] },
    base,
    // A name space of our own; the key's beginning lets every run of an issue have its own branch.
    branch: `reins/issue-${request.subject.number}-${key.slice(0, 4)}`,
    harness: { ...decision.harness, limits: narrowed },
    origin: decision.origin,
    limits: narrowed,
    sandbox,
    model: toAssigned(model),
    ...(others.length > 0 && { roles: Object.fromEntries(others) }),
    ...(decision.plan && { plan: decision.plan }),
  }
}

/** Without what only the app may know: address and key of the provider. */
function toAssigned({ name, api, price, window }: ServedModel): AssignedModel {
  return { name, api, path: '/model/v1', price, window }
}

/** What a run may cost at most, so that all runs of the month stay within the repository's budget. US dollars. */
function leftOf({ spending }: Situation, { harness }: Dispatch, { cost }: Limits): number {
  const { month } = harness.budget
  return month === null ? cost : Math.min(cost, month - spending.spent - spending.reserved)
}
