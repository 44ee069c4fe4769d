import type { Harness } from '../core/harness/harness.ts'
import { judgePath } from '../core/rules/scope.ts'
import { parsePatch } from './sandbox/patch/parse-patch.ts'
import { safePath } from './sandbox/safe-path.ts'

/**
 * Refuses a patch that reaches where the harness does not let it, before it is applied. A shell command can still write
 * there: the gate `scope` and the app look again.
 *
 * @param workspace The real path of the workspace; a patch may name its files absolutely.
 */
export function guardScope(
  scope: Harness['scope'],
  workspace: string,
): (call: { name: string; arguments: unknown }) => string | null {
  return ({ name, arguments: given }) => {
    if (name !== 'apply_patch') return null
    for (const written of pathsOf(given)) {
      const safe = safePath(written, workspace)
      // What is no path of the workspace is refused by the tool itself, in its own words.
      if (safe.kind === 'refused') continue
      const { verdict, why } = judgePath(safe.path, scope)
      if (verdict !== 'write' && verdict !== 'protect') return `${safe.path}: ${why}`
    }
    return null
  }
}

/** Read by the parser that applies the patch: guard and tool cannot see two different patches. */
function pathsOf(given: unknown): string[] {
  const { patch } = (given ?? {}) as { patch?: unknown }
  const parsed = parsePatch(typeof patch === 'string' ? patch : '')
  if (parsed.kind === 'broken') return []
  return parsed.files.flatMap((file) =>
    file.kind === 'update' && file.moveTo ? [file.path, file.moveTo] : [file.path],
  )
}
