import type { RE2JS } from 're2js'
import { expandReplacement } from '../rules/expand-replacement.ts'
import { quote } from '../rules/quote.ts'

const MAX_MENDED = 16_384

type Failure = { path: (string | number)[]; message: string }
type Rule = { id: string; replace?: string | undefined; examples: { bad: string[]; good: string[] } }

/** A rule is tried on its own examples: it finds the bad ones, leaves the good ones, and its `replace` mends. */
export function testExamples(regex: RE2JS, rule: Rule): Failure[] {
  const { id, examples } = rule
  const missed = failures(examples.bad, (example) => !regex.test(example)).map(([index, example]) => ({
    path: ['examples', 'bad', index],
    message: `the rule ${id} does not find its own bad example ${quote(example)}`,
  }))
  const wronged = failures(examples.good, (example) => regex.test(example)).map(([index, example]) => ({
    path: ['examples', 'good', index],
    message: `the rule ${id} finds its own good example ${quote(example)}`,
  }))
  return [...missed, ...wronged, ...unmended(regex, rule)]
}

function failures(examples: string[], fails: (example: string) => boolean): [number, string][] {
  return [...examples.entries()].filter(([, example]) => fails(example))
}

function unmended(regex: RE2JS, { id, replace, examples }: Rule): Failure[] {
  if (replace === undefined) return []
  const mended = examples.bad.map((example) => mend(regex, example, replace))
  if (mended.includes(null))
    return [
      {
        path: ['replace'],
        message: `the rule ${id} makes an example longer than ${MAX_MENDED} characters; shorten it`,
      },
    ]
  const still = mended.find((text) => text !== null && regex.test(text)) ?? null
  if (still === null) return []
  return [
    {
      path: ['replace'],
      message: `the rule ${id} still finds the example once it is replaced: ${quote(still)}`,
    },
  ]
}

/** Null when it grows beyond what is worth testing. */
function mend(regex: RE2JS, example: string, replacement: string): string | null {
  let mended = ''
  let from = 0
  for (const match of regex.matchAll(example)) {
    mended += example.slice(from, match.index) + expandReplacement(replacement, match)
    if (mended.length > MAX_MENDED) return null
    from = (match.index ?? 0) + match[0].length
  }
  return mended + example.slice(from)
}
