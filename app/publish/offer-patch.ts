import { stripInvisible } from '../../core/markdown/invisible.ts'
import { fenced } from '../../core/markdown/write.ts'
import { pathProblem } from '../../core/rules/path-problem.ts'
import type { Change, Changes } from '../../core/run/changes.ts'
import { findTokens } from './find-tokens.ts'
import type { BaseFiles } from './read-changed.ts'
import { textOf } from './recheck-changes.ts'
import { unifiedDiff } from './unified-diff.ts'

/** Characters of a patch that stands in a comment. */
const MOST = 20_000

/**
 * What a run did and was not published, folded into the status comment: nothing is lost, and a person can apply it.
 * @returns Markdown, or nothing when it is no text, too large, or holds a token or characters a reader would not see. Paths that
 * lead out of the repository or into git's own folder are left out.
 */
export function offerPatch(changes: Changes, base: BaseFiles): string {
  const named = changes.filter(({ path }) => pathProblem(path) === null)
  if (named.length === 0 || findTokens(named, base).length > 0) return ''
  const diffs = named.map((change) => toDiff(change, base))
  if (!diffs.every((diff) => diff !== null)) return ''
  const patch = diffs.join('')
  if (patch.length > MOST || stripInvisible(patch) !== patch) return ''
  return `\n\n<details><summary>What the run changed, as a patch for <code>git apply</code></summary>\n\n${fenced(patch, 'diff')}\n\n</details>`
}

function toDiff(change: Change, base: BaseFiles): string | null {
  const there = base.get(change.path)
  // A folder that becomes a file: what was in it is deleted by changes of its own.
  const before = there?.mode === '040000' ? undefined : there
  const after = textOf(change)
  if (before?.text === null || (change.kind === 'write' && after === null)) return null
  return unifiedDiff({
    path: change.path,
    before: before?.text ?? null,
    after,
    mode: change.kind === 'write' ? change.mode : (before?.mode ?? '100644'),
  })
}
