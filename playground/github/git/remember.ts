import type { Git } from './git.ts'

const known = new WeakMap<Git, Map<string, Promise<unknown>>>()

/** What follows from full ids alone never changes: it is asked of git once. */
export function remember<T>(git: Git, key: string, work: () => Promise<T>): Promise<T> {
  const answers = known.get(git) ?? new Map<string, Promise<unknown>>()
  known.set(git, answers)
  const answer = (answers.get(key) as Promise<T> | undefined) ?? work()
  answers.set(key, answer)
  // A failure is nothing to keep: it may be of the machine.
  answer.catch(() => answers.delete(key))
  return answer
}
