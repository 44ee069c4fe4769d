import { prose } from '../../clean/prose.ts'
import { title } from '../../clean/title.ts'
import type { Harness } from '../../harness/harness.ts'
import type { Decision, PlanView, Situation } from '../../run/decision.ts'
import { shortHash } from '../../run/plan.ts'
import * as refusals from '../../say/plan.ts'
import type { CommandSpec } from '../command.ts'
import { readyToRun } from '../ready-to-run.ts'
import { triggerOf } from '../trigger.ts'

export const approve: CommandSpec = {
  name: 'approve',
  usage: 'approve <hash>',
  help: 'Has the plan that waits on this issue carried out, exactly as it stands there.',
  needs: 'harness',
  on: 'issue',
  decide: (command, situation) => {
    const trigger = triggerOf(situation)
    const { plans, request } = situation
    const written = hashIn(command.text)
    if (written === null) {
      const waiting = plans.find(({ takenBy, outdated }) => takenBy === null && !outdated)?.hash ?? null
      return reply('no hash was written', refusals.whichPlan({ trigger, waiting }))
    }
    const plan = plans.find(({ hash }) => hash.startsWith(written))
    if (plan === undefined)
      return reply(`no plan ${written}`, refusals.noSuchPlan({ trigger, hash: written }))
    const { hash, takenBy } = plan
    if (takenBy !== null)
      return reply('the plan was approved before', refusals.usedPlan({ trigger, hash, run: takenBy }))
    if (plan.outdated) return reply('the plan is outdated', refusals.outdatedPlan({ trigger, hash }))
    const ready = readyToRun(situation, `approve ${shortHash(hash)}`)
    if (ready.kind === 'reply') return ready
    const what = changedSince(plan, { ...request.subject, rules: ready.harness })
    if (what !== null) return reply(`${what} changed`, refusals.changedSince({ trigger, hash, what }))
    const { planner: _, ...roles } = ready.roles
    const { login } = request.actor
    return {
      ...ready,
      kind: 'dispatch',
      reason: `${login} approved the plan ${shortHash(hash)} and may`,
      // What the plan was made for, and nothing that was written since.
      command: { name: 'implement', text: plan.asked, line: command.line },
      roles,
      plan: { id: plan.id, text: plan.text, hash, approvedBy: login },
    }
  },
}

/** A hash and nothing else; people copy it with the marks of code around it. */
function hashIn(text: string): string | null {
  const hash = /^(`?)([0-9a-f]{1,64})\1$/i.exec(text)?.[2]
  return hash === undefined || hash.length < refusals.LEAST_HASH ? null : hash.toLowerCase()
}

/** What is not any more as it was when the plan was made; or null. Of the issue only what people see counts. */
function changedSince(
  { issue, rules }: PlanView,
  now: Pick<Situation['request']['subject'], 'title' | 'body'> & { rules: Harness },
): string | null {
  if (title(now.title).text !== issue.title) return 'the title of the issue'
  if (prose(now.body).text !== issue.body) return 'the text of the issue'
  // Both were made by the same parser, so equal rules are written in the same order.
  return JSON.stringify(now.rules) === JSON.stringify(rules)
    ? null
    : 'what the rules or the labels say about this task'
}

function reply(reason: string, body: string): Decision {
  return { kind: 'reply', reason, body }
}
