import { createHash } from 'node:crypto'
import type {
  Response,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseOutputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses'
import type { Message } from './model.ts'
import type { Completion, Provider, Tokens } from './provider.ts'
import { StreamFailure } from './stream-failure.ts'

/** The Responses API without server-side state: the whole conversation is sent, reasoning comes back encrypted. */
export const responses: Provider = {
  path: '/responses',
  mostOutput: 32_000,
  body: ({
    model,
    instructions,
    tools,
    messages,
    mustCall,
    maxOutputTokens,
  }): ResponseCreateParamsStreaming => ({
    model,
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    parallel_tool_calls: true,
    // Requests that share a prefix should reach the same cache.
    prompt_cache_key: `reins-${createHash('sha256').update(instructions).digest('hex').slice(0, 32)}`,
    tools: tools.map((tool) => ({ type: 'function', ...tool, strict: true })),
    ...(mustCall === true && { tool_choice: 'required' as const }),
    instructions,
    // What changes comes last, so that everything before it stays the same bytes.
    input: messages.flatMap(toItems),
    max_output_tokens: maxOutputTokens,
  }),
  fold: () => {
    const items: ResponseOutputItem[] = []
    let final: Response | null = null
    return {
      add: (event) => {
        const given = event as ResponseStreamEvent
        if (given.type === 'response.output_item.done') items[given.output_index] = given.item
        else if (given.type === 'response.completed' || given.type === 'response.incomplete')
          final = given.response
        else if (given.type === 'response.failed') throw toFailure(given.response)
      },
      end: () => {
        if (final === null) throw new StreamFailure('cut', 'the stream ended before the answer was complete')
        return toCompletion(final, items.filter(Boolean))
      },
    }
  },
}

function toItems(message: Message): ResponseInputItem[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }]
  if (message.role === 'tool')
    return [{ type: 'function_call_output', call_id: message.id, output: message.text }]
  return message.raw as ResponseInputItem[]
}

function toCompletion(response: Response, streamed: ResponseOutputItem[]): Completion {
  const reason = response.incomplete_details?.reason
  if (reason === 'content_filter')
    throw new StreamFailure('failed', "the provider's content filter stopped it", {
      code: 'content_filter',
      tokens: toTokens(response),
    })
  const items = response.output?.length > 0 ? response.output : streamed
  const cut = response.status === 'incomplete'
  const raw = toSendable(items)
  return {
    text: raw.flatMap((item) => (item.type === 'message' ? item.content.map(textOf) : [])).join('\n'),
    calls: raw.flatMap((item) =>
      item.type === 'function_call' ? [{ id: item.call_id, name: item.name, arguments: item.arguments }] : [],
    ),
    raw,
    tokens: toTokens(response),
    cut,
  }
}

/**
 * What can be sent back: no call that was cut off, no reasoning without its content (nothing is stored that could be
 * found again), and no reasoning at the end without what it led to.
 */
function toSendable(items: ResponseOutputItem[]): ResponseOutputItem[] {
  const whole = items.filter(
    (item) =>
      !(item.type === 'function_call' && item.status === 'incomplete') &&
      !(item.type === 'reasoning' && !item.encrypted_content),
  )
  return whole.slice(0, whole.findLastIndex((item) => item.type !== 'reasoning') + 1).map(withoutIds)
}

/** A call is known by its call id; its own id and state say nothing to anybody, and would be sent again every turn. */
function withoutIds(item: ResponseOutputItem): ResponseOutputItem {
  if (item.type !== 'function_call') return item
  const { id: _, status: __, ...rest } = item
  return rest
}

function textOf(part: { type: 'output_text'; text: string } | { type: 'refusal'; refusal: string }): string {
  return part.type === 'output_text' ? part.text : part.refusal
}

/** A provider that counts nothing says zero, which is never true. */
function toTokens({ usage }: Response): Tokens | null {
  if (!usage || usage.input_tokens + usage.output_tokens === 0) return null
  return {
    inputTokens: usage.input_tokens,
    cachedTokens: usage.input_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.output_tokens,
  }
}

function toFailure(response: Response): StreamFailure {
  const { code = null, message = 'no reason given' } = response.error ?? {}
  return new StreamFailure('failed', message, { code, tokens: toTokens(response) })
}
