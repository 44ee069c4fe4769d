import type { Price } from '../../core/run/usage.ts'

/** Bytes of a token, on average; what a call will cost is only an estimate until it is answered. */
const BYTES_PER_TOKEN = 4
/** Of one answer when the runner asks for no less. */
const MOST_OUTPUT = 32_000
/** The least the Responses API takes. */
const LEAST_OUTPUT = 16

export type Budget = {
  /** US dollars: what is left of the run's limit, calls under way taken off. */
  left: number
  price: Price
  /** Bytes of the request. */
  bytes: number
  /** Input tokens of the conversation's last call: very likely cached by now. */
  known: number
  /** Output tokens the runner asks for. */
  wanted: number | null
}

export type Plan =
  /** `cost` is the most it should take, in US dollars. */
  { kind: 'affordable'; maxOutput: number; inputTokens: number; cost: number } | { kind: 'spent' }

/** How long an answer the run can still pay for. The call that could pass its limit is not made. */
export function planCall({ left, price, bytes, known, wanted }: Budget): Plan {
  const inputTokens = Math.ceil(bytes / BYTES_PER_TOKEN)
  const cached = Math.min(known, inputTokens)
  const input = ((inputTokens - cached) * price.input + cached * price.cached) / 1e6
  const perToken = price.output / 1e6
  const payable = perToken === 0 ? Number.POSITIVE_INFINITY : Math.floor((left - input) / perToken)
  const maxOutput = Math.min(wanted ?? MOST_OUTPUT, payable)
  if (input > left || maxOutput < LEAST_OUTPUT) return { kind: 'spent' }
  return { kind: 'affordable', maxOutput, inputTokens, cost: input + maxOutput * perToken }
}
