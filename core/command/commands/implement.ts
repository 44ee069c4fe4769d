import * as refusals from '../../say/refusals.ts'
import type { Command, CommandSpec } from '../command.ts'
import { readyToRun } from '../ready-to-run.ts'
import { triggerOf } from '../trigger.ts'

export const implement: CommandSpec = {
  name: 'implement',
  usage: 'implement [what matters]',
  help: 'Works on this issue and opens a draft pull request that has been through the checks of the repository.',
  needs: 'harness',
  on: 'issue',
  decide: (command, situation) => {
    const option = optionOf(command)
    if (option !== null && situation.request.subject.open) {
      const trigger = triggerOf(situation)
      const body = refusals.unknownOption({ trigger, command: command.name, option })
      return { kind: 'reply', reason: `unknown option ${option}`, body }
    }
    const ready = readyToRun(situation, command.name)
    if (ready.kind === 'reply') return ready
    const { roles, ...rest } = ready
    return {
      ...rest,
      kind: 'dispatch',
      reason: `${situation.request.actor.login} asked for it and may`,
      command,
      ...(Object.keys(roles).length > 0 && { roles }),
    }
  },
}

/**
 * The first option, standing directly behind the command: "--budget 9999" (or "—budget", as phones write it). Later in
 * the text it is part of what the agent is told and changes no limit.
 */
function optionOf({ text }: Command): string | null {
  return /^(?:--|[–—])[\p{L}\p{N}][^\s=]*/u.exec(text)?.[0] ?? null
}
