import type { Harness } from '../harness/harness.ts'
import type { Level } from './finding.ts'
import { matchGlobs } from './globs.ts'

/** A rule of the harness that a change has to keep; `id` is "layers" for the structure as a whole. */
export type ApplyingRule = {
  id: string
  level: Level
  engine: Harness['invariants'][number]['engine'] | 'layers' | 'scope'
}

/** The rules that look at any of the changed paths. Whether they find something is another question. */
export function rulesThatApply(harness: Harness, changed: readonly string[]): ApplyingRule[] {
  const touches = (globs: readonly string[]) => changed.some((path) => matchGlobs(globs, path))
  const invariants = harness.invariants
    .filter((rule) =>
      rule.engine === 'pair' ? touches(rule.pair.when) : rule.paths.length === 0 || touches(rule.paths),
    )
    .map(({ id, level, engine }): ApplyingRule => ({ id, level, engine }))
  const { layers } = harness
  if (layers === null || changed.length === 0) return invariants
  const structured =
    layers.cycles === 'deny' ||
    [...layers.order.map(({ paths }) => paths), ...layers.deny.map(({ from }) => from), layers.shared].some(
      touches,
    )
  return structured ? [...invariants, { id: 'layers', level: 'error', engine: 'layers' }] : invariants
}
