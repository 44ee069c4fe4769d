import type { Harness } from '../core/harness/harness.ts'
import { isHidden, judgePath, type Verdict } from '../core/rules/scope.ts'
import { allowingFrozen, allowingLine } from '../core/say/allowing.ts'
import type { Refusal } from './agent/agent.ts'
import { safePath } from './sandbox/safe-path.ts'
import { type Call, patchedPaths } from './touched-paths.ts'

/**
 * Refuses a call that reaches where the harness does not let it, before it is made: a patch of what may not change, a
 * look at what is hidden. A shell command can still write there: the gate `scope` and the app look again.
 *
 * @param room.workspace Where the tools see it; a call may name its files absolutely.
 * @param room.frozen What stands in it and cannot be changed.
 */
export function guardScope(
  scope: Harness['scope'],
  { workspace, frozen }: { workspace: string; frozen: readonly string[] },
): (call: Call) => Refusal | null {
  return (call) => {
    const writes = call.name === 'apply_patch'
    const { path } = (call.arguments ?? {}) as { path?: unknown }
    const named = writes ? patchedPaths(call) : typeof path === 'string' ? [path] : []
    for (const written of named) {
      const safe = safePath(written, workspace)
      // What is no path of the workspace is refused by the tool itself, in its own words.
      if (safe.kind === 'refused' || safe.path === '.') continue
      const { verdict, why } = judgePath(safe.path, scope)
      if (writes && frozen.includes(safe.path))
        return { why: `${safe.path}: ${frozenWhy(verdict, why)}`, allow: allowingFrozen(safe.path, scope) }
      const isFine = writes ? verdict === 'write' || verdict === 'protect' : !isHidden(safe.path, scope)
      if (!isFine) return { why: `${safe.path}: ${why}`, allow: allowingLine(safe.path, scope) }
    }
    return null
  }
}

function frozenWhy(verdict: Verdict, why: string): string {
  if (verdict !== 'write' && verdict !== 'protect') return why
  return 'It tells agents what to do, so it stands read-only in the workspace.'
}
