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
  // Hiding comes first: what is refused as well must still not be seen.
  if (matchGlobsFolded(scope.hide, path))
    return {
      verdict: 'hide',
      why: '`scope.hide` of the harness covers it; the agent does not get to see it.',
    }
  const problem = pathProblem(path)
  if (problem !== null) {
    const cannotTell = scope.hide.length > 0 && !isMatchable(path)
    const why = `The path ${problem}; write a plain path inside the repository.`
    return { verdict: cannotTell ? 'hide' : 'invalid', why }
  }
  if (matchGlobsFolded(ALWAYS_DENIED, path))
    return {
      verdict: 'deny',
      why: 'Workflow files need the `workflows` permission, which the App does not have; a person has to change them.',
    }
  if (matchGlobsFolded(scope.deny, path))
    return { verdict: 'deny', why: '`scope.deny` of the harness covers it; leave it as it is.' }
  if (matchGlobsFolded(scope.protect, path))
    return {
      verdict: 'protect',
      why: '`scope.protect` of the harness covers it; a person must approve the change.',
    }
  if (scope.write.length > 0 && !matchGlobs(scope.write, path))
    return {
      verdict: 'outside',
      why: '`scope.write` of the harness does not cover it; keep to the paths it names.',
    }
  const builtIn = ALWAYS_PROTECTED.find(({ globs }) => matchGlobsFolded(globs, path))
  if (builtIn) return { verdict: 'protect', why: `It is ${builtIn.what}; a person must approve the change.` }
  return { verdict: 'write', why: 'It is within the scope of the harness.' }
}
