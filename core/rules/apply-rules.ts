import type { InvariantOf } from '../harness/harness.ts'
import { boundFindings } from './bound-findings.ts'
import { applyIgnores, type IgnoreRules } from './exceptions/apply-ignores.ts'
import { applyWaivers } from './exceptions/apply-waivers.ts'
import { applyMatching } from './invariants/apply-matching.ts'
import { applyPairs } from './invariants/apply-pairs.ts'
import { astSearcher } from './invariants/ast-searcher.ts'
import { regexSearcher } from './invariants/regex-searcher.ts'
import type { Searcher } from './invariants/searcher.ts'
import { applyLayers } from './layers/apply-layers.ts'
import { isRule, ruleIds } from './rule-ids.ts'
import type { RuleEngine, RuleInput, RuleResult } from './rule-input.ts'
import { startWork, type Work } from './work.ts'

export type { ImportMemory, Repository, RuledFile, RuleEngine, RuleInput, RuleResult } from './rule-input.ts'

/**
 * Applies the harness's rules to a change. What was on the base already is `preexisting`. Binary files have no lines
 * and are left out; what is too large or too costly to look at is a finding of its own, never skipped in silence.
 * `run` and `ask` are not for here: whoever runs them passes their findings through `exempt`.
 */
export function applyRules(input: RuleInput): RuleResult {
  const { harness, skip = [], syntax } = input
  const work = startWork(input.work)
  const files = input.files.filter(({ content }) => !content.includes('\0'))
  const applied = (engine: RuleEngine) => !skip.includes(engine)
  const layers = applied('layers') ? harness.layers : null
  const imports =
    layers === null ? { findings: [], unread: [] } : applyLayers({ ...input, files, layers, syntax, work })
  const pairs = applied('pair') ? harness.invariants.filter((rule) => rule.engine === 'pair') : []
  const found = [
    ...applyMatching(searchersOf(input, work), files),
    ...applyPairs(pairs, input),
    ...imports.findings,
  ]
  const { findings, ignored, approvals } = applyIgnores(found, files, ignoreRules(input))
  const left = applyWaivers(findings, { waivers: harness.waivers, today: input.today })
  return {
    findings: boundFindings(left.findings),
    waived: left.waived,
    ignored,
    approvals,
    unread: imports.unread,
  }
}

function searchersOf({ harness, skip = [], syntax }: RuleInput, work: Work): Searcher[] {
  return harness.invariants.flatMap((rule) => {
    if (rule.engine === 'regex' && !skip.includes('regex')) return [regexSearcher(rule, work)]
    if (rule.engine === 'ast' && !skip.includes('ast')) return [astSearcher(rule, { syntax, work })]
    return []
  })
}

/** Circles are looked for only where an import is new, so an ignored one may well still be there. */
function ignoreRules({ harness, skip = [], byAgent }: RuleInput): IgnoreRules {
  const known = ruleIds(harness)
  const ids = (engine: InvariantOf<'regex' | 'ast' | 'pair'>['engine']) =>
    harness.invariants.filter((rule) => rule.engine === engine).map(({ id }) => id)
  const complete = (['regex', 'ast'] as const).filter((engine) => !skip.includes(engine)).flatMap(ids)
  const ofLayers = skip.includes('layers') ? [] : known.filter((id) => isRule('layers', id))
  return { known, lineless: ids('pair'), complete: [...complete, ...ofLayers], byAgent }
}
