import { boundFindings } from './bound-findings.ts'
import { startWork } from './find-matches.ts'
import { applyRegex } from './invariants/apply-regex.ts'
import type { RuleInput, RuleResult } from './rule-input.ts'

export type { Repository, RuledFile, RuleEngine, RuleInput, RuleResult } from './rule-input.ts'

/**
 * Applies the harness's rules to a change. What was on the base already is `preexisting`. Binary files have no lines
 * and are left out; what is too large or too costly to look at is a finding of its own, never skipped in silence.
 */
export function applyRules({ harness, files, skip = [] }: RuleInput): RuleResult {
  const work = startWork()
  const texts = files.filter(({ content }) => !content.includes('\0'))
  const findings = skip.includes('regex') ? [] : applyRegex(harness.invariants, texts, work)
  return { findings: boundFindings(findings), waived: [], ignored: [], approvals: [], unread: [] }
}
