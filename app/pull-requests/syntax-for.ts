import type { Harness } from '../../core/harness/harness.ts'
import type { RuleEngine, RuleInput } from '../../core/rules/rule-input.ts'

/** The parsers that rules need for these paths, and the engines that have to do without: said, never passed over. */
export async function syntaxFor(
  harness: Harness,
  _paths: readonly string[],
): Promise<{ syntax: RuleInput['syntax']; skip: RuleEngine[] }> {
  const needed: RuleEngine[] = [
    ...(harness.invariants.some(({ engine }) => engine === 'ast') ? (['ast'] as const) : []),
    ...(harness.layers === null ? [] : (['layers'] as const)),
  ]
  return { syntax: null, skip: needed }
}
