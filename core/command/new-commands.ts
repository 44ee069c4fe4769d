import type { ParsedComment } from './command.ts'
import { parseComment } from './parse-comment.ts'

/**
 * What an edit adds. A command that stood there before does not run again, whatever became of its text: the text that
 * counted was frozen when it was accepted. To ask again, people write a new comment.
 */
export function newCommands(before: string, after: string, trigger: string): ParsedComment {
  const old = parseComment(before, trigger)
  const now = parseComment(after, trigger)
  return {
    commands: without(now.commands, old.commands, [(one) => `${one.name} ${one.text}`, (one) => one.name]),
    problems: without(now.problems, old.problems, [(one) => one.written]),
  }
}

/** Takes away one of `now` for each of `old`: first those that are wholly the same, then the same in less. */
function without<T>(now: T[], old: T[], likenesses: ((one: T) => string)[]): T[] {
  const left = [...now]
  let known = old
  for (const like of likenesses)
    known = known.filter((before) => {
      const index = left.findIndex((one) => like(one) === like(before))
      if (index !== -1) left.splice(index, 1)
      return index === -1
    })
  return left
}
