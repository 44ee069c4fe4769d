import { z } from 'zod'

/** Counted from every answer of the provider, failed and retried ones too. Tokens; cost in US dollars. */
export const usageSchema = z.strictObject({
  requests: z.int().min(0),
  inputTokens: z.int().min(0).describe('All input tokens, cached ones included.'),
  cachedTokens: z.int().min(0),
  outputTokens: z.int().min(0).describe('All output tokens, reasoning included.'),
  cost: z.number().min(0).describe('US dollars.'),
})

/** US dollars per million tokens. */
export const priceSchema = z.strictObject({
  input: z.number().min(0),
  cached: z.number().min(0),
  output: z.number().min(0),
})

export type Usage = z.infer<typeof usageSchema>
export type Price = z.infer<typeof priceSchema>

export const noUsage: Usage = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: 0 }

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cost: a.cost + b.cost,
  }
}

/** @returns US dollars; cached tokens are part of `inputTokens` and charged at their own price. */
export function costOf(tokens: Omit<Usage, 'cost' | 'requests'>, price: Price): number {
  const fresh = Math.max(0, tokens.inputTokens - tokens.cachedTokens)
  return (fresh * price.input + tokens.cachedTokens * price.cached + tokens.outputTokens * price.output) / 1e6
}
