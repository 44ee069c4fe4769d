import type { Harness, InvariantOf } from '../../core/harness/harness.ts'
import { matchGlobs } from '../../core/rules/globs.ts'
import type { Collected } from '../changes.ts'
import { type AskedFile, boundedFiles } from './bounded-files.ts'

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
  const shown = boundedFiles(files.filter(({ path }) => asking.some((rule) => covers(rule, path))))
  const rules = asking.map((rule) => ({
    rule,
    paths: new Set(shown.files.flatMap(({ path }) => (covers(rule, path) ? [path] : []))),
  }))
  return { ...shown, rules: rules.filter(({ paths }) => paths.size > 0) }
}
