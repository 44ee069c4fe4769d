import type { Permission } from '../harness/harness.ts'
import type { Decision, Situation } from '../run/decision.ts'

/** One command as it was written: `/agent implement keep it small` → name "implement", text "keep it small". */
export type Command = {
  name: string
  /** The rest of the line and the lines below up to the next command, trimmed; may be empty. */
  text: string
  /** 1-based line in the comment. */
  line: number
}

/** A line that begins like a command and is none. `nearest` is a known name, close enough to be meant. */
export type CommandProblem = { written: string; line: number; nearest: string | null }

export type ParsedComment = { commands: Command[]; problems: CommandProblem[] }

/** One slash command: everything about it in one file under core/command/commands/. Help and docs are derived. */
export type CommandSpec = {
  name: string
  /** "implement [what matters]" */
  usage: string
  help: string
  /** At least this permission; `harness` means what `triggers.who` of the repository says. */
  needs: Exclude<Permission, 'none'> | 'harness'
  /** Where it can be used. */
  on: 'issue' | 'pull_request' | 'both'
  decide: (command: Command, situation: Situation) => Decision
}
