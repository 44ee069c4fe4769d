import { applyIgnores } from './exceptions/apply-ignores.ts'
import { applyWaivers } from './exceptions/apply-waivers.ts'
import type { Finding } from './finding.ts'
import { ruleIds } from './rule-ids.ts'
import type { RuleInput, RuleResult } from './rule-input.ts'

/**
 * Takes out what waivers and inline ignores cover of findings that others made: of `run` and `ask`. What is wrong with
 * waivers and ignores themselves, and who must approve them, is for `applyRules` to say.
 */
export function exempt(
  findings: readonly Finding[],
  { harness, files, today }: Pick<RuleInput, 'harness' | 'files' | 'today'>,
): Pick<RuleResult, 'findings' | 'waived' | 'ignored'> {
  const given = new Set(findings)
  const rules = { known: ruleIds(harness), lineless: [], complete: [], byAgent: false }
  const texts = files.filter(({ content }) => !content.includes('\0'))
  const { findings: left, ignored } = applyIgnores(findings, texts, rules)
  const { findings: kept, waived } = applyWaivers(left, { waivers: harness.waivers, today })
  return { findings: kept.filter((finding) => given.has(finding)), waived, ignored }
}
