import type { RE2JS } from 're2js'
import { expandReplacement } from '../rules/expand-replacement.ts'
import { quote } from '../rules/quote.ts'

type Rule = { id: string; replace?: string | undefined; examples: { bad: string[]; good: string[] } }

/** A rule is tried on its own examples: it finds the bad ones, leaves the good ones, and its `replace` mends. */
export function testExamples(regex: RE2JS, rule: Rule): { path: (string | number)[]; message: string }[] {
  const missed = rule.examples.bad.flatMap((example, index) =>
    regex.test(example)
      ? []
      : [
          {
            path: ['examples', 'bad', index],
            message: `the rule ${rule.id} does not find its own bad example ${quote(example)}`,
          },
        ],
  )
  const wronged = rule.examples.good.flatMap((example, index) =>
    regex.test(example)
      ? [
          {
            path: ['examples', 'good', index],
            message: `the rule ${rule.id} finds its own good example ${quote(example)}`,
          },
        ]
      : [],
  )
  return [...missed, ...wronged, ...unmended(regex, rule)]
}

function unmended(regex: RE2JS, { id, replace, examples }: Rule) {
  if (replace === undefined) return []
  const still = examples.bad
    .map((example) => mend(regex, example, replace))
    .find((mended) => regex.test(mended))
  return still === undefined
    ? []
    : [
        {
          path: ['replace'],
          message: `the rule ${id} still finds the example once it is replaced: ${quote(still)}`,
        },
      ]
}

function mend(regex: RE2JS, example: string, replacement: string): string {
  let mended = ''
  let from = 0
  for (const match of regex.matchAll(example)) {
    mended += example.slice(from, match.index) + expandReplacement(replacement, match)
    from = (match.index ?? 0) + match[0].length
  }
  return mended + example.slice(from)
}
