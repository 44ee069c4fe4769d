import type { SgNode } from '@ast-grep/napi'
import type { AstMatch, AstRule } from './ast-rule.ts'
import { toConfig } from './check-ast.ts'
import type { Language } from './language.ts'
import { readablePart } from './readable-part.ts'
import { mayMatch } from './required-words.ts'
import type { Trees } from './trees.ts'

/** Nodes of a text that match a rule, in the order of the text, `most` of them. */
export function matchAst(
  trees: Trees,
  { language, text, rule, most }: { language: Language; text: string; rule: AstRule; most: number },
): AstMatch[] {
  if (!mayMatch(rule, text)) return []
  const names = captureNames(rule)
  return trees
    .parse(language, text.slice(0, readablePart(language, text)))
    .findAll(toConfig(trees, language, rule))
    .slice(0, most)
    .map((node) => {
      const { start, end } = node.range()
      return { start: start.index, end: end.index, captured: capturedBy(node, names) }
    })
}

/** Every "$NAME" and "$$$NAME" that stands anywhere in the rule. */
function captureNames(rule: AstRule): { one: string[]; many: string[] } {
  const source = JSON.stringify(rule)
  const names = (regex: RegExp) => [...new Set(Array.from(source.matchAll(regex), (found) => found[1]!))]
  return { one: names(/(?<!\$)\$([A-Z][A-Z0-9_]*)/g), many: names(/\$\$\$([A-Z][A-Z0-9_]*)/g) }
}

function capturedBy(node: SgNode, { one, many }: { one: string[]; many: string[] }): Record<string, string> {
  const captured: Record<string, string> = {}
  for (const name of one) {
    const found = node.getMatch(name)
    if (found !== null) captured[name] = found.text()
  }
  for (const name of many) {
    const found = node.getMultipleMatches(name)
    if (found.length > 0) captured[name] = listed(found)
  }
  return captured
}

/** Commas come as nodes of their own. */
function listed(nodes: SgNode[]): string {
  return nodes
    .filter((node) => node.isNamed())
    .map((node) => node.text())
    .join(', ')
}
