import type { Prompt } from '../../../core/clean/clean.ts'
import type { Usage } from '../../../core/run/usage.ts'

/** One tool as the model sees it; `parameters` is a JSON Schema, strict. */
export type ToolSpec = { name: string; description: string; parameters: Record<string, unknown> }

/** The conversation, append-only. `raw` of an answer is the provider's own items, sent back byte for byte. */
export type Message =
  | { role: 'user'; text: Prompt }
  | { role: 'answer'; raw: unknown[] }
  /** `kept`: so many characters at the end stay when the output is dropped later, for they are no output. */
  | { role: 'tool'; id: string; text: Prompt; kept?: number }

export type ToolCall = { id: string; name: string; arguments: string }

export type ModelAnswer =
  | { kind: 'answer'; text: string; calls: ToolCall[]; raw: unknown[]; usage: Usage; cut: boolean }
  /** `detail` is a sentence for the user; usage of failed and retried tries counts too. */
  | {
      kind: 'failed'
      cause: 'provider' | 'malformed' | 'empty' | 'limit' | 'context' | 'cancelled'
      detail: string
      usage: Usage
    }

/** A provider. Retries by itself as limits.ts says; never throws. */
export type Model = {
  answer: (request: {
    instructions: Prompt
    tools: ToolSpec[]
    messages: Message[]
    /** The answer has to be a call of a tool. */
    mustCall?: boolean
    /** US dollars left for this answer, retries included; a call that could cost more is not made: cause "limit". */
    budget?: number
    signal: AbortSignal
  }) => Promise<ModelAnswer>
}
