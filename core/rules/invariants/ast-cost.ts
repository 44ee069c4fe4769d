import type { AstMeasure } from './measure-ast.ts'
import { nestingOf } from './nesting.ts'

/** Steps of work for one character of a text: to parse it (measured: some 150 ns), */
const PARSE = 12
/** to try one part of a rule on it, */
const PART = 4
/** and to look at it from somewhere else in the tree (measured on calls inside of calls). */
const LOOK = 8

/** What parsing a text and trying each part of a rule costs, in steps of work. */
export function nearCost({ parts }: AstMeasure, text: string): number {
  return text.length * (PARSE + PART * parts)
}

/**
 * What looking through the tree costs at worst. One relation looks at each node once for every node above it, or once
 * for every candidate; a second one begins anew from each node of the first.
 *
 * @param candidates Nodes that the rule would match without its relations.
 */
export function farCost({ far, aside }: AstMeasure, text: string, candidates: number): number {
  const { depth, breadth } = nestingOf(text)
  const reach = aside ? Math.max(depth, breadth) : depth
  const looks = far > 1 ? candidates * reach ** (far - 1) : Math.min(candidates, reach)
  return text.length * LOOK * looks
}
