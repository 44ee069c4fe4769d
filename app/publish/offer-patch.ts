import { stripInvisible } from '../../core/markdown/invisible.ts'
import { codeSpan, fenced } from '../../core/markdown/write.ts'
import type { Redactor } from '../../core/redact/redactor.ts'
import { pathProblem } from '../../core/rules/path-problem.ts'
import type { Change, Changes } from '../../core/run/changes.ts'
import { cutLine } from '../../core/say/cut.ts'
import { count } from '../../core/say/numbers.ts'
import { findSecrets } from './find-secrets.ts'
import type { BaseFiles } from './read-changed.ts'
import { textOf } from './recheck-changes.ts'
import { unifiedDiff } from './unified-diff.ts'

/** Characters of a patch that stands in a comment, and files that are named because they are not in it. */
const MOST = 20_000
const MOST_NAMED = 10

/**
 * What a run did and was not published, folded into the status comment: a person can apply it, whatever the rules let the
 * agent do. The patch is exact, so nothing in it is made harmless: it is code, which nobody's Markdown acts on.
 * @returns Markdown that also names the files it leaves out and why; nothing when a file holds a secret. Paths that lead
 * out of the repository or into git's own folder are left out.
 */
export async function offerPatch(
  changes: Changes,
  base: BaseFiles,
  redactor: Pick<Redactor, 'secretsIn'>,
): Promise<string> {
  const named = changes.filter(({ path }) => pathProblem(path) === null)
  if (named.length === 0 || (await findSecrets(named, base, redactor)).length > 0) return ''
  let patch = ''
  const left: string[] = []
  for (const change of named) {
    const diff = toDiff(change, base)
    if (typeof diff !== 'string') left.push(`${codeSpan(cutLine(change.path, 300))} ${diff.left}`)
    else if (patch.length + diff.length > MOST)
      left.push(`${codeSpan(cutLine(change.path, 300))} is too large`)
    else patch += diff
  }
  const shown =
    patch === ''
      ? ''
      : `\n\n<details><summary>What the run changed, as a patch for <code>git apply</code></summary>\n\n${fenced(patch, 'diff')}\n\n</details>`
  return shown + toldLeft(left)
}

function toldLeft(left: string[]): string {
  if (left.length === 0) return ''
  const more = left.length - MOST_NAMED
  const lines = [...left.slice(0, MOST_NAMED), ...(more > 0 ? [`… and ${count(more)} more`] : [])]
  return `\n\nNot shown as a patch:\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function toDiff(change: Change, base: BaseFiles): string | { left: string } {
  const there = base.get(change.path)
  // A folder that becomes a file: what was in it is deleted by changes of its own.
  const before = there?.mode === '040000' ? undefined : there
  const after = textOf(change)
  if (before?.text === null || (change.kind === 'write' && after === null)) return { left: 'is no text' }
  const diff = unifiedDiff({
    path: change.path,
    before: before?.text ?? null,
    after,
    mode: change.kind === 'write' ? change.mode : (before?.mode ?? '100644'),
    modeBefore: before?.mode ?? null,
  })
  if (diff === null) return { left: 'is too large' }
  return stripInvisible(diff) === diff ? diff : { left: 'has characters that one does not see' }
}
