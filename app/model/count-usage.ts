import type { Usage } from '../../core/run/usage.ts'

type Tokens = Pick<Usage, 'inputTokens' | 'cachedTokens' | 'outputTokens'>

/** Reads a provider's event stream as it passes, and keeps the tokens it reports; null until then. */
export function createUsageCounter(): {
  see: (chunk: Uint8Array) => void
  tokens: () => Tokens | null
  bytes: () => number
} {
  const decoder = new TextDecoder()
  let line = ''
  let tokens: Tokens | null = null
  let bytes = 0
  return {
    see(chunk) {
      bytes += chunk.length
      const lines = (line + decoder.decode(chunk, { stream: true })).split('\n')
      line = lines.pop() ?? ''
      for (const one of lines)
        if (one.startsWith('data:') && one.includes('"usage"')) tokens = readTokens(one) ?? tokens
    },
    // The last event may come without its line break.
    tokens: () => (line.includes('"usage"') ? readTokens(line) : null) ?? tokens,
    bytes: () => bytes,
  }
}

type Counts = Record<string, number | null | { cached_tokens?: number } | undefined>

function readTokens(line: string): Tokens | null {
  let event: { usage?: Counts | null; response?: { usage?: Counts | null } }
  try {
    event = JSON.parse(line.slice('data:'.length))
  } catch {
    return null // Not an event: the runner will say what it makes of it; here only numbers count.
  }
  const usage = event.response?.usage ?? event.usage
  if (!usage) return null
  const details = (usage.input_tokens_details ?? usage.prompt_tokens_details) as
    | { cached_tokens?: number }
    | undefined
  return {
    inputTokens: count(usage.input_tokens ?? usage.prompt_tokens),
    cachedTokens: count(details?.cached_tokens),
    outputTokens: count(usage.output_tokens ?? usage.completion_tokens),
  }
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.ceil(value) : 0
}
