import type { Harness } from '../../core/harness/harness.ts'
import { applyIgnores } from '../../core/rules/exceptions/apply-ignores.ts'
import { applyWaivers } from '../../core/rules/exceptions/apply-waivers.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { ruleIds } from '../../core/rules/rule-ids.ts'
import type { Collected } from '../changes.ts'

/** @returns the findings that count. */
export type Except = (findings: Finding[]) => Finding[]

export const exceptNothing: Except = (findings) => findings

/**
 * What waivers and comments in changed files take out of the findings of a rule that is a command or a question. The
 * engine, which sees all of them, tells of waivers that ended and of ignores that say no reason.
 */
export function exceptions(harness: Harness, { files }: Pick<Collected, 'files'>): Except {
  const today = new Date().toISOString().slice(0, 10)
  const waivers = harness.waivers.filter(({ until }) => today <= until)
  const known = ruleIds(harness)
  return (findings) => {
    if (findings.length === 0) return findings
    const rules = { known, lineless: [], complete: [], byAgent: true }
    const kept = applyIgnores(findings, files, rules).findings.filter(({ rule }) => rule !== 'ignores')
    return applyWaivers(kept, { waivers, today }).findings
  }
}
