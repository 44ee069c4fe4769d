import type { InvariantOf } from '../../harness/harness.ts'
import type { AstRule } from '../../syntax/ast-rule.ts'
import type { Language } from '../../syntax/language.ts'
import { readablePart } from '../../syntax/readable-part.ts'
import { mayMatch } from '../../syntax/required-words.ts'
import type { Syntax } from '../../syntax/syntax.ts'
import { MAX_MATCHES } from '../find-matches.ts'
import type { Work } from '../work.ts'
import { farCost, nearCost } from './ast-cost.ts'
import { astLanguage } from './ast-language.ts'
import { holdsFor } from './holds-for.ts'
import { type AstMeasure, measureAst, RELATIONS } from './measure-ast.ts'
import { endOf, type Matches, type Searcher } from './searcher.ts'

/** A rule of ast-grep on the syntax tree. Without a parser, all it covers is said to be unseen. */
export function astSearcher(
  rule: InvariantOf<'ast'>,
  { syntax, work }: { syntax: Syntax | null; work: Work },
): Searcher {
  const named = rule.paths.length > 0
  const ast = rule.ast as AstRule
  const measure = measureOf(rule)
  const near = measure.far > 0 ? withoutRelations(ast) : null
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
    work.left -= nearCost(measure, text)
    if (work.left > 0 && measure.far > 0) work.left -= farCost(measure, text, candidatesIn(language, text))
    if (work.left <= 0) return { matches: [], ...endOf(rule.id, 'work') }
    const matches = syntax.matchAst(language, text, { rule: ast, most: MAX_MATCHES })
    if (matches.length < MAX_MATCHES) return { matches: matches.map(place), ...endIn(language, text) }
    return { matches: matches.map(place), ...endOf(rule.id, 'many') }
  }

  /** What no grammar can be given may hold anything the rule is about. */
  function endIn(language: Language, text: string): Pick<Matches, 'ended' | 'full'> {
    const read = readablePart(language, text)
    if (read === text.length || !mayMatch(ast, text.slice(read))) return endOf(rule.id, 'whole')
    const line = text.slice(0, read).split('\n').length
    const ended = `The rule ${rule.id} was applied up to line ${line} only: one statement there has more operators and brackets than a person writes.`
    return { ended, full: false }
  }

  function candidatesIn(language: Language, text: string): number {
    if (near === null || syntax === null) return text.length
    return syntax.matchAst(language, text, { rule: near, most: text.length }).length
  }

  function problemOf(language: Language): string | null {
    const known = problems.get(language)
    if (known !== undefined) return known
    const problem = syntax === null ? 'There is no parser here.' : syntax.checkAst(language, ast)
    problems.set(language, problem)
    return problem
  }
}

function measureOf({ id, ast }: InvariantOf<'ast'>): AstMeasure {
  const measure = measureAst(ast as AstRule, Number.POSITIVE_INFINITY)
  // The harness was parsed with the same measure, so this is our mistake.
  if (measure === null) throw new Error(`rule ${id} refers to itself`)
  return measure
}

/** The rule without what it says of other nodes; null when nothing is left, or what is left looks far as well. */
function withoutRelations(ast: AstRule): AstRule | null {
  const own = Object.entries(ast.rule).filter(([key]) => !RELATIONS.includes(key))
  const near = { rule: Object.fromEntries(own), utils: ast.utils }
  const says = own.some(([key]) => key === 'pattern' || key === 'kind' || key === 'regex')
  return says && measureAst(near, Number.POSITIVE_INFINITY)?.far === 0 ? near : null
}

function place({ start, end }: { start: number; end: number }) {
  return { start, end }
}
