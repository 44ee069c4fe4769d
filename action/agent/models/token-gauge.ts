import type { ProviderRequest, Tokens } from './provider.ts'

type Sent = Pick<ProviderRequest, 'instructions' | 'tools' | 'messages'>

/** On the safe side for code and for scripts other than Latin; only for what the provider has not counted yet. */
const BYTES_PER_TOKEN = 3
/** Around each message and tool, in whatever format it is sent. */
const FRAME_BYTES = 30

/** Estimates the input tokens of the next request: what the provider counted last time, and what was added since. */
export function createGauge(): {
  estimate: (request: Sent) => number
  learn: (request: Sent, tokens: Tokens) => void
} {
  let known = { tokens: 0, bytes: 0 }
  return {
    estimate: (request) =>
      Math.max(0, Math.ceil(known.tokens + (bytesOf(request) - known.bytes) / BYTES_PER_TOKEN)),
    learn: (request, { inputTokens }) => {
      known = { tokens: inputTokens, bytes: bytesOf(request) }
    },
  }
}

const sizes = new WeakMap<object, number>()

function bytesOf({ instructions, tools, messages }: Sent): number {
  return [...tools, ...messages].reduce((sum, part) => sum + sizeOf(part), Buffer.byteLength(instructions))
}

/** Messages never change once they are there, so that each is measured once. */
function sizeOf(part: object): number {
  const known = sizes.get(part)
  if (known !== undefined) return known
  const size = Buffer.byteLength(JSON.stringify(part)) + FRAME_BYTES
  sizes.set(part, size)
  return size
}
