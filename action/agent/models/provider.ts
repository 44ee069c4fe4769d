import type { Message, ToolCall, ToolSpec } from './model.ts'

/** One request to a provider, without what belongs to its transport. */
export type ProviderRequest = {
  model: string
  instructions: string
  tools: ToolSpec[]
  messages: Message[]
  mustCall?: boolean
  maxOutputTokens: number
}

export type Tokens = { inputTokens: number; cachedTokens: number; outputTokens: number }

/** What a stream gave in the end. `tokens` is null when the provider did not say. */
export type Completion = {
  text: string
  calls: ToolCall[]
  raw: unknown[]
  tokens: Tokens | null
  /** Ended at the output limit: the last call or sentence may be incomplete. */
  cut: boolean
}

/** A wire format: where it is posted, the body, and how its events become a completion. */
export type Provider = {
  path: string
  /** Tokens of one answer, at most: a runaway answer costs no more than this. */
  mostOutput: number
  body: (request: ProviderRequest) => unknown
  /** Takes in one event of the stream; throws a `StreamFailure` or an `APIError` for one that ends it. */
  fold: () => { add: (event: unknown) => void; end: () => Completion }
}
