import type { Situation } from '../run/decision.ts'

/** What commands begin with when the repository's rules cannot be read or do not say. */
export const DEFAULT_TRIGGER = '/agent'

export function triggerOf({ harness }: Pick<Situation, 'harness'>): string {
  return harness.kind === 'ok' ? harness.harness.triggers.command : DEFAULT_TRIGGER
}
