import { matchGlobs } from '../globs.ts'

const HARNESS = '.github/agent.yml'

/**
 * Whether a rule that looks for texts holds for a file. Every one would find its own words and examples where the rules
 * stand, so that file is only looked at by rules that name it.
 */
export function holdsFor(globs: readonly string[], path: string): boolean {
  if (path === HARNESS && !globs.includes(HARNESS)) return false
  return globs.length === 0 || matchGlobs(globs, path)
}
