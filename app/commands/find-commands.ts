import type { Command, CommandProblem, ParsedComment } from '../../core/command/command.ts'
import { newCommands } from '../../core/command/new-commands.ts'
import type { Judge } from '../judging/tasks.ts'

/** A comment, what it was before an edit, and what commands begin with. */
export type Written = { before: string; body: string; trigger: string }

/** Characters. Markdown made to be slow takes 2 ms of these, and 2 s of the longest comment there can be. */
const SHORT = 4_000

/** Commands of a comment; a long one is read in a process of its own. @throws Unjudged */
export async function readCommands(judge: Judge, written: Written): Promise<ParsedComment> {
  const short = written.before.length + written.body.length <= SHORT
  return short ? findCommands(written) : judge('comment', written)
}

/** Commands of one comment that are worked on; nobody writes more by hand. */
const MOST_COMMANDS = 10

/** What gets an answer, in the order it was written. */
export function inOrder({ commands, problems }: ParsedComment): (Command | CommandProblem)[] {
  return [...commands, ...problems].sort((a, b) => a.line - b.line).slice(0, MOST_COMMANDS)
}

export function findCommands({ before, body, trigger }: Written): ParsedComment {
  return newCommands(before, body, trigger)
}
