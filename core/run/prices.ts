import type { Price } from './usage.ts'

/** Where the list prices stand, and when they were read. */
export const PRICES_READ = {
  on: '2026-11-23',
  from: 'https://github.com/github/docs/blob/main/data/tables/copilot/models-and-pricing.yml',
} as const

/**
 * List prices, US dollars per million tokens, tier "Default".
 * An operator adds or overrides models with REINS_MODELS. A model with no price is refused, never counted as 0.
 */
export const LIST_PRICES: Readonly<Record<string, Price>> = {
  'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
  'gpt-5.3-codex': { input: 1.75, cached: 0.175, output: 14 },
  'gpt-5.4': { input: 2.5, cached: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cached: 0.02, output: 1.25 },
  'gpt-5.5': { input: 5, cached: 0.5, output: 30 },
}
