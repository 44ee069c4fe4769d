import { quote } from '../rules/quote.ts'
import type { AstRule } from '../syntax/ast-rule.ts'
import { LANGUAGES, type Language } from '../syntax/language.ts'
import { inContexts } from '../syntax/pattern-context.ts'
import { loadSyntax, type Syntax } from '../syntax/syntax.ts'
import type { HarnessProblem, InvariantOf } from './harness.ts'
import { type ParsedHarness, parseHarness } from './parse-harness.ts'
import type { Places } from './places.ts'
import { formatPath } from './yaml-node.ts'

/**
 * `parseHarness`, and its `ast` rules tried on their own examples, which needs their parsers: whoever applies rules
 * reads a file with this. Rejects when the parsers are not installed.
 */
export async function readHarness(text: string, path: string): Promise<ParsedHarness> {
  const parsed = parseHarness(text, path)
  if (parsed.kind === 'broken') return parsed
  const rules = [...parsed.harness.invariants.entries()].flatMap(([index, rule]) =>
    rule.engine === 'ast' ? [{ index, rule }] : [],
  )
  if (rules.length === 0) return parsed
  const syntax = await loadSyntax(rules.map(({ rule }) => languageOf(rule)))
  const problems = rules.flatMap(({ index, rule }) =>
    tryRule(rule, syntax).map((problem) => toProblem(problem, index, parsed.places)),
  )
  return problems.length === 0
    ? parsed
    : { kind: 'broken', problems: problems.sort(byPlace).slice(0, MAX_PROBLEMS) }
}

const MAX_PROBLEMS = 50

/** `path` is that of the key inside the rule. */
type Problem = { path: (string | number)[]; message: string }

function tryRule(rule: InvariantOf<'ast'>, syntax: Syntax): Problem[] {
  const { id, examples } = rule
  const language = languageOf(rule)
  const ast = rule.ast as AstRule
  const refused = syntax.checkAst(language, ast)
  if (refused !== null)
    return [{ path: ['ast', 'rule'], message: `is no rule that ast-grep takes: ${refused}` }]
  const finds = (text: string) =>
    inContexts(language, text).some(
      (meant) => syntax.matchAst(language, meant, { rule: ast, most: 1 }).length > 0,
    )
  const failures = (kind: 'bad' | 'good', says: string, fails: (text: string) => boolean) =>
    examples[kind].flatMap((text, index): Problem[] =>
      fails(text)
        ? [{ path: ['examples', kind, index], message: `the rule ${id} ${says} ${quote(text)}` }]
        : [],
    )
  return [
    ...failures('bad', 'does not find its own bad example', (text) => !finds(text)),
    ...failures('good', 'finds its own good example', finds),
  ]
}

/** The schema sees to it that the language is known. */
function languageOf({ ast }: InvariantOf<'ast'>): Language {
  return LANGUAGES.find((language) => language === ast.language)!
}

function toProblem({ path, message }: Problem, index: number, places: Places): HarnessProblem {
  const whole = ['invariants', index, ...path]
  const place = places(whole) ?? places(['invariants', index]) ?? { line: 1, column: 1 }
  return { ...place, path: formatPath(whole), message }
}

function byPlace(a: HarnessProblem, b: HarnessProblem): number {
  return a.line - b.line || a.column - b.column
}
