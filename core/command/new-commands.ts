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
  let left = now
  let known = old
  for (const like of likenesses) {
    const counts = new Map<string, number>()
    for (const one of known) counts.set(like(one), (counts.get(like(one)) ?? 0) + 1)
    const unmatched: T[] = []
    for (const one of left) {
      const count = counts.get(like(one)) ?? 0
      if (count > 0) counts.set(like(one), count - 1)
      else unmatched.push(one)
    }
    known = known.filter((one) => {
      const count = counts.get(like(one)) ?? 0
      if (count > 0) counts.set(like(one), count - 1)
      return count > 0
    })
    left = unmatched
  }
  return left
}
