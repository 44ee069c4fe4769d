import type { Harness } from '../harness/harness.ts'
import { ALWAYS_DENIED, ALWAYS_PROTECTED } from './built-in-scope.ts'
import { matchGlobs, matchGlobsFolded } from './globs.ts'

type Scope = Pick<Harness['scope'], 'write' | 'deny'>

/** Each is a mount of its own; what is over is still refused when it is changed, only later. */
export const MAX_FROZEN = 200

/** What agents are told, and who tells it. */
const INSTRUCTIONS: readonly string[] = [
  ...(ALWAYS_PROTECTED.find(({ what }) => what.includes('agents are told'))?.globs ?? []),
  '.github/agent.yml',
  '.github/agent.yaml',
]

/** Globs of everything allow no file by name. */
const EVERYTHING = /^[!/*.]*$/

/**
 * @param paths Regular files of the base commit.
 * @returns those of them that stand in the workspace and cannot be changed: what tells agents what to do, unless a glob of
 * `scope.write` names it and not just everything, and what `scope.deny` keeps from change. Instructions come first.
 */
export function frozenPaths(paths: Iterable<string>, scope: Scope): string[] {
  const named = scope.write.filter((glob) => !EVERYTHING.test(glob))
  const denied = [...ALWAYS_DENIED, ...scope.deny]
  const instructions: string[] = []
  const others: string[] = []
  for (const path of paths) {
    if (matchGlobsFolded(denied, path)) others.push(path)
    else if (matchGlobsFolded(INSTRUCTIONS, path) && !(named.length > 0 && matchGlobs(named, path)))
      instructions.push(path)
  }
  return [...instructions, ...others].slice(0, MAX_FROZEN)
}
