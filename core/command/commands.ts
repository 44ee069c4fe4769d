import type { CommandSpec } from './command.ts'
import { approve } from './commands/approve.ts'
import { withHelp } from './commands/help.ts'
import { implement } from './commands/implement.ts'
import { status } from './commands/status.ts'

/** Every slash command. Parser, help and documentation follow from this list. */
export const COMMANDS: readonly CommandSpec[] = withHelp([implement, approve, status])
