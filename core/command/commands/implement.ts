import { narrowToTask } from '../../harness/narrow/narrow-to-task.ts'
import type { Decision, Situation } from '../../run/decision.ts'
import * as refusals from '../../say/refusals.ts'
import type { Command, CommandSpec } from '../command.ts'
import { triggerOf } from '../trigger.ts'

export const implement: CommandSpec = {
  name: 'implement',
  usage: 'implement [what matters]',
  help: 'Works on this issue and opens a draft pull request that has been through the checks of the repository.',
  needs: 'harness',
  on: 'issue',
  decide: (command, situation) => {
    const { harness, models, request, runs, workflow } = situation
    const trigger = triggerOf(situation)
    const place = { request, base: situation.base }
    if (!request.subject.open)
      return reply('the issue is closed', refusals.closedIssue({ trigger, command: command.name }))
    const option = optionOf(command)
    if (option !== null)
      return reply(
        `unknown option ${option}`,
        refusals.unknownOption({ trigger, command: command.name, option }),
      )
    if (harness.kind === 'broken')
      return reply(`${harness.path} is broken`, refusals.brokenHarness({ ...place, ...harness }))
    if (!workflow.exists)
      return reply(
        `${workflow.path} is missing`,
        refusals.missingWorkflow({ ...place, path: workflow.path, trigger, command: command.name }),
      )
    const effective = { harness: harness.harness, origins: harness.origins ?? new Map() }
    const narrowed = narrowToTask(effective, { labels: request.subject.labels, role: 'implementer' })
    if (narrowed.kind === 'nothing-left')
      return reply(
        'its labels leave nothing to change',
        refusals.nothingLeft({ among: narrowed.among, trigger, command: command.name }),
      )
    const key = harness.harness.agents.implementer.model
    const model = harness.harness.models[key]
    if (!models.includes(model))
      return reply(
        `the model ${model} is not served`,
        refusals.modelNotServed({ model, key, models, origin: harness.origin }),
      )
    const active = runs.find(isActive)
    if (active !== undefined)
      return reply('a run of this issue is active', refusals.alreadyRunning({ run: active, trigger }))
    return {
      kind: 'dispatch',
      reason: `${request.actor.login} asked for it and may`,
      command,
      harness: narrowed.harness,
      origin: harness.origin,
      model,
    }
  },
}

function reply(reason: string, body: string): Decision {
  return { kind: 'reply', reason, body }
}

/** Runs that will still publish. A blocked one has ended and waits for a person: asking again is the answer. */
function isActive({ state }: Situation['runs'][number]): boolean {
  return state === 'queued' || state === 'dispatched' || state === 'running' || state === 'reported'
}

/**
 * The first option, standing directly behind the command: "--budget 9999" (or "—budget", as phones write it). Later in
 * the text it is part of what the agent is told and changes no limit.
 */
function optionOf({ text }: Command): string | null {
  return /^(?:--|[–—])[\p{L}\p{N}][^\s=]*/u.exec(text)?.[0] ?? null
}
