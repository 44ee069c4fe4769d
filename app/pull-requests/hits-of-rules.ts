import type { Harness } from '../../core/harness/harness.ts'
import { applyRules } from '../../core/rules/apply-rules.ts'
import { MAX_FINDINGS } from '../../core/rules/bound-findings.ts'
import type { RuleHits } from '../../core/say/own-version.ts'
import { MOST_WORK } from './apply-to-change.ts'
import { type AloneRule, coversPath } from './compare-own-rules.ts'
import { syntaxFor } from './syntax-for.ts'

export type RulesToTry = {
  harness: Harness
  rules: AloneRule[]
  /** Of the head, parted by NUL. */
  paths: string
  /** What was read of them. */
  texts: ReadonlyMap<string, string | null>
  today: string
}

/** How many places of some files each rule hits. */
export async function hitsOfRules({ harness, rules, paths, texts, today }: RulesToTry): Promise<RuleHits[]> {
  const all = new Set(paths.split('\0'))
  const { syntax, skip } = await syntaxFor(harness, all)
  const files = [...texts].flatMap(([path, content]) =>
    content === null ? [] : [{ path, content, base: null }],
  )
  const known = new Map(files.map(({ path, content }) => [path, content]))
  return rules.map((one) => {
    const own = files.filter(({ path }) => coversPath(one, path))
    const { findings } = applyRules({
      harness: one.harness,
      files: own,
      changed: own.map(({ path }) => path),
      repository: { paths: all, read: (path) => known.get(path) },
      base: null,
      syntax,
      today,
      byAgent: false,
      skip,
      work: MOST_WORK / rules.length,
    })
    // What has no range stands for what was not looked at.
    const places = findings.filter(({ range }) => range !== null).length
    return { rule: one.rule, places, atLeast: places < findings.length || places >= MAX_FINDINGS }
  })
}
