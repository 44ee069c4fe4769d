import type { Price } from '../../core/run/usage.ts'
import { MOST_OUTPUT } from './allowed-body.ts'

/** The least the Responses API takes. */
const LEAST_OUTPUT = 16

export type Budget = {
  /** US dollars: what is left, calls under way taken off. */
  left: number
  price: Price
  /** The most input tokens the request can have. */
  inputTokens: number
  /** Output tokens the runner asks for. */
  wanted: number | null
}

export type Plan =
  /** `cost` is the most it can take, in US dollars. */
  { kind: 'affordable'; maxOutput: number; inputTokens: number; cost: number } | { kind: 'spent' }

/** How long an answer may be that is paid for. The call that could pass a limit is not made: nothing is hoped of caches. */
export function planCall({ left, price, inputTokens, wanted }: Budget): Plan {
  const input = (inputTokens * Math.max(price.input, price.cached)) / 1e6
  const perToken = price.output / 1e6
  const payable = perToken === 0 ? Number.POSITIVE_INFINITY : Math.floor((left - input) / perToken)
  const maxOutput = Math.min(wanted ?? MOST_OUTPUT, payable)
  if (input > left || maxOutput < Math.min(wanted ?? LEAST_OUTPUT, LEAST_OUTPUT)) return { kind: 'spent' }
  return { kind: 'affordable', maxOutput, inputTokens, cost: input + maxOutput * perToken }
}
