import type { Harness } from '../../core/harness/harness.ts'
import { languagesOfRules } from '../../core/rules/languages-of-rules.ts'
import type { RuleEngine, RuleInput } from '../../core/rules/rule-input.ts'
import { loadSyntax } from '../../core/syntax/syntax.ts'

/**
 * The parsers that rules need for these paths. `skip`: the engines that have to do without, because this machine has
 * none; the check run says so, and is not green.
 */
export async function syntaxFor(
  harness: Harness,
  paths: Iterable<string>,
): Promise<{ syntax: RuleInput['syntax']; skip: RuleEngine[] }> {
  const languages = languagesOfRules(harness, paths)
  if (languages.length === 0) return { syntax: null, skip: [] }
  try {
    return { syntax: await loadSyntax(languages), skip: [] }
  } catch {
    // A package without binaries for this machine: known from the first call on, and told each time.
    return { syntax: null, skip: ['ast', 'layers'] }
  }
}
