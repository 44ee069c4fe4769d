import type { Harness } from '../harness/harness.ts'
import { ALWAYS_DENIED, ALWAYS_PROTECTED } from './built-in-scope.ts'
import { isMatchable, matchGlobs, matchGlobsFolded } from './globs.ts'
import { pathProblem } from './path-problem.ts'

/**
 * `write` may change; `protect` may change, then a person must approve; all others may not: `deny`, `hide` (not in the
 * workspace), `outside` of `scope.write`, `invalid` (no path of a repository).
 */
export type Verdict = 'write' | 'protect' | 'deny' | 'hide' | 'outside' | 'invalid'

/** @returns what the agent may do with a path, and a sentence that says why. Hide and deny go before protect before write. */
export function judgePath(path: string, scope: Harness['scope']): { verdict: Verdict; why: string } {
  const problem = pathProblem(path)
  const refusal = `The path ${problem}; write a plain path inside the repository.`
  // Hiding comes first: what is refused as well must still not be seen.
  if (isHidden(path, scope)) {
    const why = '`scope.hide` of the harness covers it; the agent does not get to see it.'
    return { verdict: 'hide', why: isMatchable(path) ? why : refusal }
  }
  if (problem !== null) return { verdict: 'invalid', why: refusal }
  if (matchGlobsFolded(ALWAYS_DENIED, path))
    return {
      verdict: 'deny',
      why: 'Workflow files need the `workflows` permission, which the App does not have; a person has to change them.',
    }
  if (matchGlobsFolded(scope.deny, path))
    return { verdict: 'deny', why: '`scope.deny` of the harness covers it; leave it as it is.' }
  const protect = {
    verdict: 'protect' as const,
    why: '`scope.protect` of the harness covers it; a person must approve the change.',
  }
  // Outside of `write` this lets something change, so there only the very spelling counts.
  if (matchGlobs(scope.protect, path)) return protect
  if (scope.write.length > 0 && !matchGlobs(scope.write, path))
    return {
      verdict: 'outside',
      why: '`scope.write` of the harness does not cover it; keep to the paths it names.',
    }
  if (matchGlobsFolded(scope.protect, path)) return protect
  const builtIn = ALWAYS_PROTECTED.find(({ globs }) => matchGlobsFolded(globs, path))
  if (builtIn) return { verdict: 'protect', why: `It is ${builtIn.what}; a person must approve the change.` }
  return { verdict: 'write', why: 'It is within the scope of the harness.' }
}

/** Whether the agent must not see a path; with something to hide, also one that is too long or too deep to tell. */
export function isHidden(path: string, { hide }: Pick<Harness['scope'], 'hide'>): boolean {
  return hide.length > 0 && (!isMatchable(path) || matchGlobsFolded(hide, path))
}
