import type { Harness, InvariantOf } from '../../core/harness/harness.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import type { Collected } from '../changes.ts'
import { type NumberedDiff, numberedDiff } from './numbered-diff.ts'

/** Characters of all diffs together, about 15,000 tokens. */
const MOST_DIFF = 60_000

export type AskedFile = { path: string; content: string; diff: NumberedDiff }
export type Questions = {
  /** Rules that the change touches, and the paths each is about. */
  rules: { rule: InvariantOf<'ask'>; paths: Set<string> }[]
  files: AskedFile[]
  /** Paths a rule covers that are too much to look at. */
  leftOut: string[]
}

/** What a model is asked about a change: the rules of the engine `ask` that cover a changed text file, and these files. */
export function toQuestions({ invariants }: Harness, { files }: Pick<Collected, 'files'>): Questions {
  const asking = invariants.filter((rule) => rule.engine === 'ask')
  const covers = (rule: InvariantOf<'ask'>, path: string) =>
    rule.paths.length === 0 || matchGlobs(rule.paths, path)
  const shown: AskedFile[] = []
  const leftOut: string[] = []
  let left = MOST_DIFF
  for (const { path, content, base } of files) {
    if (!asking.some((rule) => covers(rule, path))) continue
    const diff = numberedDiff(base, content)
    if (diff !== null && diff.added.size === 0) continue
    if (diff === null || diff.text.length > left) leftOut.push(path)
    else {
      shown.push({ path, content, diff })
      left -= diff.text.length
    }
  }
  const rules = asking.map((rule) => ({
    rule,
    paths: new Set(shown.flatMap(({ path }) => (covers(rule, path) ? [path] : []))),
  }))
  return { rules: rules.filter(({ paths }) => paths.size > 0), files: shown, leftOut }
}
