import type { InvariantOf } from '../../harness/harness.ts'
import type { AstRule } from '../../syntax/ast-rule.ts'
import type { Language } from '../../syntax/language.ts'
import { mayMatch } from '../../syntax/required-words.ts'
import type { Syntax } from '../../syntax/syntax.ts'
import { MAX_MATCHES } from '../find-matches.ts'
import type { Work } from '../work.ts'
import { astCost } from './ast-cost.ts'
import { astLanguage } from './ast-language.ts'
import { holdsFor } from './holds-for.ts'
import { endOf, type Matches, type Searcher } from './searcher.ts'

/** A rule of ast-grep on the syntax tree. Without a parser, all it covers is said to be unseen. */
export function astSearcher(
  rule: InvariantOf<'ast'>,
  { syntax, work }: { syntax: Syntax | null; work: Work },
): Searcher {
  const named = rule.paths.length > 0
  const ast = rule.ast as AstRule
  const cost = astCost(ast)
  const problems = new Map<Language, string | null>()
  const languageAt = (path: string) => astLanguage(path, { language: rule.ast.language, named })
  return {
    rule,
    covers: (path) => holdsFor(rule.paths, path) && languageAt(path) !== null,
    search: (path, { text }) => search(languageAt(path)!, text),
    replace: () => null,
  }

  function search(language: Language, text: string): Matches {
    const problem = problemOf(language)
    if (syntax === null || problem !== null)
      return { matches: [], ended: `The rule ${rule.id} was not applied: ${problem}`, full: false }
    work.left -= text.length
    if (work.left <= 0) return { matches: [], ...endOf(rule.id, 'work') }
    if (!mayMatch(ast, text)) return { matches: [], ...endOf(rule.id, 'whole') }
    work.left -= text.length * cost
    if (work.left <= 0) return { matches: [], ...endOf(rule.id, 'work') }
    const matches = syntax.matchAst(language, text, { rule: ast, most: MAX_MATCHES })
    return { matches: matches.map(place), ...endOf(rule.id, matches.length < MAX_MATCHES ? 'whole' : 'many') }
  }

  function problemOf(language: Language): string | null {
    const known = problems.get(language)
    if (known !== undefined) return known
    const problem = syntax === null ? 'There is no parser here.' : syntax.checkAst(language, ast)
    problems.set(language, problem)
    return problem
  }
}

function place({ start, end }: { start: number; end: number }) {
  return { start, end }
}
