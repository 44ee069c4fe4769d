import type { InvariantOf } from '../../harness/harness.ts'
import type { Finding } from '../finding.ts'
import { fingerprint } from '../fingerprint.ts'
import { matchGlobs } from '../globs.ts'
import type { RuleInput } from '../rule-input.ts'
import { wordsOf } from '../words-of.ts'

/**
 * What must change together. Only paths that stand after the change count: a deletion asks for nothing, and to delete
 * the other side is not to keep it up to date.
 */
export function applyPairs(
  rules: readonly InvariantOf<'pair'>[],
  { changed, repository }: Pick<RuleInput, 'changed' | 'repository'>,
): Finding[] {
  if (rules.length === 0) return []
  const standing = [...new Set(changed)].filter((path) => repository.paths.has(path)).sort()
  return rules.flatMap((rule) => {
    const { paths, pair } = rule
    const covers = (path: string) => paths.length === 0 || matchGlobs(paths, path)
    const touched = standing.filter((path) => covers(path) && matchGlobs(pair.when, path))
    const [first] = touched
    if (first === undefined || standing.some((path) => matchGlobs(pair.also, path))) return []
    return [
      {
        ...wordsOf(rule),
        path: first,
        range: null,
        message: `${said(touched)} changed, but nothing of ${pair.also.join(', ')} did, as the rule ${rule.id} asks.`,
        fingerprint: fingerprint({ rule: rule.id, path: first, line: '', nth: 0 }),
        preexisting: false,
      },
    ]
  })
}

function said(touched: string[]): string {
  const [first = ''] = touched
  if (touched.length === 1) return first
  return `${first} and ${touched.length - 1} more`
}
