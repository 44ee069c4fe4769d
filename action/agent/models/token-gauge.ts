import type { ProviderRequest, Tokens } from './provider.ts'

type Sent = Pick<ProviderRequest, 'instructions' | 'tools' | 'messages'>

/** English text and code; only for what the provider has not counted yet. */
const CHARACTERS_PER_TOKEN = 3.5

/** Estimates the input tokens of the next request: what the provider counted last time, and what was added since. */
export function createGauge(): {
  estimate: (request: Sent) => number
  learn: (request: Sent, tokens: Tokens) => void
} {
  let known = { tokens: 0, characters: 0 }
  return {
    estimate: (request) =>
      Math.max(
        0,
        Math.ceil(known.tokens + (charactersOf(request) - known.characters) / CHARACTERS_PER_TOKEN),
      ),
    learn: (request, { inputTokens }) => {
      known = { tokens: inputTokens, characters: charactersOf(request) }
    },
  }
}

const sizes = new WeakMap<object, number>()

function charactersOf({ instructions, tools, messages }: Sent): number {
  return [...tools, ...messages].reduce((sum, part) => sum + sizeOf(part), instructions.length)
}

/** Messages never change once they are there, so that each is measured once. */
function sizeOf(part: object): number {
  const known = sizes.get(part)
  if (known !== undefined) return known
  const size = JSON.stringify(part).length
  sizes.set(part, size)
  return size
}
