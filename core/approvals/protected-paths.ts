import type { Harness } from '../harness/harness.ts'
import { ALWAYS_PROTECTED } from '../rules/built-in-scope.ts'
import { isMatchable, matchGlobsFolded } from '../rules/globs.ts'

export type ProtectedPath = { path: string; why: string }

/**
 * Changed paths that a person must approve. Of everybody's pull requests what `scope.protect` names; of an agent's also
 * what is built in: nothing takes that away, while people may change a lockfile without being asked.
 * A path on which globs cannot be tried in bounded time counts as protected.
 */
export function protectedPaths(
  changed: readonly string[],
  { scope, byAgent }: { scope: Pick<Harness['scope'], 'protect'>; byAgent: boolean },
): ProtectedPath[] {
  return changed.flatMap((path) => {
    const why = whyProtected(path, scope.protect, byAgent)
    return why === null ? [] : [{ path, why }]
  })
}

function whyProtected(path: string, protect: readonly string[], byAgent: boolean): string | null {
  if (!isMatchable(path))
    return protect.length > 0 || byAgent ? 'is too long or too deep for any rule to be tried on it' : null
  if (matchGlobsFolded(protect, path)) return 'is covered by `scope.protect`'
  if (!byAgent) return null
  const builtIn = ALWAYS_PROTECTED.find(({ globs }) => matchGlobsFolded(globs, path))
  return builtIn === undefined ? null : `is ${builtIn.what}`
}
