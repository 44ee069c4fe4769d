import type { ParsedComment } from '../../core/command/command.ts'
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

export function findCommands({ before, body, trigger }: Written): ParsedComment {
  return newCommands(before, body, trigger)
}
