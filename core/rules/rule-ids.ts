import type { Harness } from '../harness/harness.ts'

/** Ids that the engine gives itself, and the gates of a run; no invariant is called so, nor `layers/…`. */
export const BUILT_IN_RULES = ['scope', 'rules', 'layers', 'cycles', 'waivers', 'ignores', 'review'] as const
/** No layer is called so, for the findings of `layers/<name>` must be its own. */
export const RESERVED_LAYERS = ['shared', 'deny', 'unresolved'] as const

/** The parts of a harness, or of a file that is not one yet, that rules are named in. */
export type NamedRules = {
  invariants: readonly { id: string }[]
  layers: { order: readonly { name: string }[] } | null
}

/** Every rule that a waiver or an inline ignore may name. */
export function ruleIds({ invariants, layers }: NamedRules): string[] {
  const ids = invariants.map(({ id }) => id)
  if (layers === null) return ids
  const names = [...layers.order.map(({ name }) => name), ...RESERVED_LAYERS]
  return [...ids, 'layers', ...names.map((name) => `layers/${name}`), 'cycles']
}

/** Whether a rule that was named stands for the rule of a finding: `layers` for all of `layers/…`. */
export function isRule(named: string, rule: string): boolean {
  return named === rule || (named === 'layers' && rule.startsWith('layers/'))
}

/** Whether a finding's rule is one of the harness's rules, so that waivers and ignores hold for it. */
export function isOfHarness(rule: string, harness: Pick<Harness, 'invariants' | 'layers'>): boolean {
  return ruleIds(harness).some((id) => isRule(id, rule))
}
