import type { Harness } from '../../../core/harness/harness.ts'
import type { RuledFile, RuleInput } from '../../../core/rules/apply-rules.ts'

type Told = Partial<Omit<RuleInput, 'files'>> & {
  harness: Harness
  files: (Pick<RuledFile, 'path' | 'content'> & Partial<RuledFile>)[]
}

/** A change by a person in a repository that holds nothing else. */
export function ruleInput({ files, ...more }: Told): RuleInput {
  const changed = files.map((file) => ({ base: null, ...file }))
  const texts = new Map(changed.map(({ path, content }) => [path, content]))
  return {
    files: changed,
    changed: changed.map(({ path }) => path),
    repository: { paths: new Set(texts.keys()), read: (path) => texts.get(path) },
    base: null,
    syntax: null,
    today: '2026-11-25',
    byAgent: false,
    ...more,
  }
}
