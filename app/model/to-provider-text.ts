import { hash } from 'node:crypto'
import type { ModelBody } from './allowed-body.ts'

const NOTHING = Buffer.alloc(0)

export type ProviderText = {
  /** How many, without the limit of the answer. */
  bytes: number
  /** JSON of the settings, and of each item of the conversation: views of the whole. */
  parts: () => Buffer[]
  /** The whole in its pieces, with the limit of the answer. */
  limited: (maxOutput: number) => Buffer[]
  /** It was sent: an answer may take minutes, and this is large. */
  forget: () => void
}

/**
 * What is sent is written anew from what was understood: a key that stands in the request twice could mean one thing here
 * and another there.
 *
 * @param space Whose prompts these are. Caches of a provider are shared by everybody with the same key; those of
 *   different spaces are kept apart as well as a provider allows.
 * @throws RangeError for what is nested too deeply.
 */
export function toProviderText(api: 'responses' | 'chat', body: ModelBody, space: string): ProviderText {
  const { input, messages, prompt_cache_key: cache, ...more } = body
  const { max_output_tokens: _, max_completion_tokens: __, max_tokens: ___, ...settings } = more
  const [conversation, limit] =
    api === 'responses'
      ? ['input', 'max_output_tokens']
      : ['messages', 'max_tokens' in body ? 'max_tokens' : 'max_completion_tokens']
  const head = JSON.stringify({
    ...settings,
    ...(typeof cache === 'string' && { prompt_cache_key: hash('sha256', `${space} ${cache}`).slice(0, 40) }),
    // Chat streams tell their usage only when asked.
    ...(api === 'chat' && { stream_options: { include_usage: true } }),
  })
  const said = api === 'responses' ? input : messages
  const texts = (Array.isArray(said) ? said : [said]).map((item) => JSON.stringify(item))
  const [open, close] = Array.isArray(said) ? ['[', ']'] : ['', '']
  // What changes comes last.
  const begin = `${head.slice(0, -1)},"${conversation}":${open}`
  const { bytes, ends } = written([begin, ...texts], close)
  let whole = bytes
  return {
    bytes: whole.length,
    // Behind the first of them each has a comma before it.
    parts: () =>
      ends.map((end, part) =>
        whole.subarray(part < 2 ? (ends[part - 1] ?? 0) : (ends[part - 1] ?? 0) + 1, end),
      ),
    limited: (maxOutput) => [whole, Buffer.from(`,"${limit}":${maxOutput}}`)],
    forget() {
      whole = NOTHING
    },
  }
}

/** Each piece is written to its place: joined as text, a large one would be held three times. */
function written([begin = '', ...items]: string[], close: string): { bytes: Buffer; ends: number[] } {
  const length = [begin, ...items, close].reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  const bytes = Buffer.allocUnsafeSlow(length + Math.max(0, items.length - 1))
  let at = bytes.write(begin)
  const ends = [at]
  for (const [part, item] of items.entries()) {
    if (part > 0) at += bytes.write(',', at)
    at += bytes.write(item, at)
    ends.push(at)
  }
  bytes.write(close, at)
  return { bytes, ends }
}
