import type { CommandSpec } from '../command/command.ts'
import type { Permission } from '../harness/harness.ts'
import { codeSpan } from '../markdown/write.ts'

/** The answer to `/agent help`. `who` is the permission the repository asks for, null when its rules are broken. */
export function helpText(help: {
  commands: readonly CommandSpec[]
  trigger: string
  who: Exclude<Permission, 'none'> | null
}): string {
  return `${commandList(help)}

A command begins a line, outside of quotes, code and lists. What you write behind it and on the lines below, up to the next command, goes to the agent as well.`
}

/** One line for each command: usage, what it does, where, and who may. */
export function commandList({
  commands,
  trigger,
  who,
}: {
  commands: readonly CommandSpec[]
  trigger: string
  who: Exclude<Permission, 'none'> | null
}): string {
  return commands
    .map((spec) => {
      const needed = spec.needs === 'harness' ? (who ?? 'write') : spec.needs
      const place = { issue: 'on issues', pull_request: 'on pull requests', both: '' }[spec.on]
      const terms = [place, needed === 'read' ? '' : `needs ${needed} permission`].filter(
        (term) => term !== '',
      )
      const small = terms.length > 0 ? ` (${terms.join(', ')})` : ''
      return `- ${codeSpan(`${trigger} ${spec.usage}`)}: ${spec.help}${small}`
    })
    .join('\n')
}
