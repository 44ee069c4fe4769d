import type { Usage } from '../../core/run/usage.ts'

export type Tokens = Pick<Usage, 'inputTokens' | 'cachedTokens' | 'outputTokens'>

/** Bytes of a line; the last event of an answer repeats all of it. A longer one is not read, and the answer estimated. */
const MOST_LINE = 8 * 1024 * 1024
/** Most events say `"usage": null`, or nothing; in what a model writes the quotes are escaped. */
const USAGE = /"usage"\s*:\s*\{/
/** What is looked for in all that passes: its first letter is rare where there is JSON, which makes it fast. */
const WORD = 'usage"'
const LINE_BREAK = 10

/** Reads a provider's event stream as it passes, and keeps the tokens it reports; null until then. */
export function createUsageCounter(): {
  see: (chunk: Buffer) => void
  tokens: () => Tokens | null
  bytes: () => number
} {
  // A line in its pieces: joined once, however many there are.
  let line: Buffer[] = []
  let length = 0
  let tokens: Tokens | null = null
  let bytes = 0
  const look = (lines: Buffer) => {
    if (!lines.includes(WORD, 0, 'latin1')) return
    for (const one of lines.toString().split('\n'))
      if (one.startsWith('data:') && USAGE.test(one)) tokens = readTokens(one.slice('data:'.length)) ?? tokens
  }
  const keep = (piece: Buffer) => {
    length += piece.length
    if (length > MOST_LINE) line = []
    else if (piece.length > 0) line.push(piece)
  }
  return {
    see(chunk) {
      bytes += chunk.length
      const last = chunk.lastIndexOf(LINE_BREAK)
      if (last < 0) return keep(chunk)
      const first = length === 0 ? -1 : chunk.indexOf(LINE_BREAK)
      if (first >= 0) look(Buffer.concat([...line, chunk.subarray(0, first)]))
      look(chunk.subarray(first + 1, last))
      line = []
      length = 0
      keep(chunk.subarray(last + 1))
    },
    tokens() {
      look(Buffer.concat(line)) // The last event may come without its line break.
      return tokens
    },
    bytes: () => bytes,
  }
}

type Counts = Record<string, number | null | { cached_tokens?: number } | undefined>

/** Of one event, or of a whole answer. A provider that counts nothing says zero, which is never true. */
export function readTokens(json: string): Tokens | null {
  let event: { usage?: Counts | null; response?: { usage?: Counts | null } | null } | null
  try {
    event = JSON.parse(json)
  } catch {
    return null // Not an event: the runner will say what it makes of it; here only numbers count.
  }
  const usage = event?.response?.usage ?? event?.usage
  if (!usage) return null
  const details = (usage.input_tokens_details ?? usage.prompt_tokens_details) as
    | { cached_tokens?: number }
    | null
    | undefined
  const inputTokens = count(usage.input_tokens ?? usage.prompt_tokens)
  const outputTokens = count(usage.output_tokens ?? usage.completion_tokens)
  if (inputTokens + outputTokens === 0) return null
  return { inputTokens, cachedTokens: Math.min(inputTokens, count(details?.cached_tokens)), outputTokens }
}

/** More is no count of one answer. */
const MOST_TOKENS = 1e9

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(MOST_TOKENS, Math.ceil(value)) : 0
}
