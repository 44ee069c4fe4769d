import { helpText } from '../../say/help.ts'
import type { CommandSpec } from '../command.ts'
import { triggerOf } from '../trigger.ts'

/** @returns the commands with `help` at their end, which lists them all, itself too. */
export function withHelp(others: CommandSpec[]): CommandSpec[] {
  const help: CommandSpec = {
    name: 'help',
    usage: 'help',
    help: 'Lists what can be asked for.',
    needs: 'read',
    on: 'both',
    decide: (_, situation) => ({
      kind: 'reply',
      reason: 'help was asked for',
      body: helpText({ commands: all, trigger: triggerOf(situation), who: whoOf(situation) }),
    }),
  }
  const all = [...others, help]
  return all
}

function whoOf({ harness }: Parameters<CommandSpec['decide']>[1]) {
  return harness.kind === 'ok' ? harness.harness.triggers.who : null
}
