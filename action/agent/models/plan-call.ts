import type { Price } from '../../../core/run/usage.ts'

/** Below this an answer with a patch would be cut, paid for, and of no use. */
const LEAST_OUTPUT_TOKENS = 2_000
/** The rest of the window is for the answer; at this mark a run ends. */
const WINDOW_SHARE = 0.85

/**
 * Decides whether a call may be made, and how long its answer may be, so that neither the window nor the money can be
 * overrun by it. All in tokens but `budget` (US dollars); `input` is estimated, cached tokens count at the full price,
 * `most` is the longest answer worth asking for.
 */
export function planCall(call: {
  input: number
  window: number
  price: Price
  budget: number
  most: number
}):
  | { kind: 'ok'; maxOutputTokens: number }
  | { kind: 'refused'; cause: 'limit' | 'context'; detail: string } {
  const { input, window, price, budget, most } = call
  if (input > window * WINDOW_SHARE)
    return {
      kind: 'refused',
      cause: 'context',
      detail: `The conversation has about ${input} tokens, more than ${WINDOW_SHARE * 100} % of the model's window of ${window}. Split the task into smaller ones.`,
    }
  const left = budget - (input * price.input) / 1e6
  const affordable = price.output === 0 ? most : Math.floor((left / price.output) * 1e6)
  const useful = Math.min(most, window - input)
  if (left < 0 || affordable < Math.min(LEAST_OUTPUT_TOKENS, useful))
    return {
      kind: 'refused',
      cause: 'limit',
      detail: `The next answer could cost more than the ${Math.max(0, budget).toFixed(2)} USD that are left.`,
    }
  return { kind: 'ok', maxOutputTokens: Math.min(useful, affordable) }
}
