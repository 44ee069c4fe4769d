import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions/completions'
import type { Message, ToolCall } from './model.ts'
import type { Completion, Provider, Tokens } from './provider.ts'
import { StreamFailure } from './stream-failure.ts'

/** Chat Completions, for providers that do not speak Responses. Only what most of them know is sent. */
export const chat: Provider = {
  path: '/chat/completions',
  // Many models behind this API refuse a request for more.
  mostOutput: 16_000,
  body: ({
    model,
    instructions,
    tools,
    messages,
    mustCall,
    maxOutputTokens,
  }): ChatCompletionCreateParamsStreaming => ({
    model,
    stream: true,
    stream_options: { include_usage: true },
    tools: tools.map((tool) => ({ type: 'function', function: { ...tool, strict: true } })),
    ...(mustCall === true && { tool_choice: 'required' as const }),
    messages: [{ role: 'system', content: instructions }, ...messages.flatMap(toMessages)],
    max_completion_tokens: maxOutputTokens,
  }),
  fold: () => {
    let text = ''
    let ending: string | null = null
    let tokens: Tokens | null = null
    const calls: ToolCall[] = []
    return {
      add: (event) => {
        const { choices, usage } = event as ChatCompletionChunk
        if (usage && usage.total_tokens !== 0) tokens = toTokens(usage)
        const choice = choices?.[0]
        if (choice === undefined) return
        text += choice.delta?.content ?? choice.delta?.refusal ?? ''
        for (const part of choice.delta?.tool_calls ?? []) addPart(calls, part)
        ending = choice.finish_reason ?? ending
      },
      end: () => toCompletion({ text, calls: calls.filter(Boolean), ending, tokens }),
    }
  },
}

function toMessages(message: Message): ChatCompletionMessageParam[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }]
  if (message.role === 'tool') return [{ role: 'tool', tool_call_id: message.id, content: message.text }]
  return message.raw as ChatCompletionMessageParam[]
}

type Part = NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>[number]

/** A call comes in pieces: id and name once, arguments bit by bit. Some providers leave the index out. */
function addPart(calls: ToolCall[], part: Part): void {
  const index = part.index ?? (part.id ? calls.length : Math.max(0, calls.length - 1))
  calls[index] ??= { id: '', name: '', arguments: '' }
  const call = calls[index]
  call.id ||= part.id ?? ''
  call.name ||= part.function?.name ?? ''
  call.arguments += part.function?.arguments ?? ''
}

function toCompletion(given: {
  text: string
  calls: ToolCall[]
  ending: string | null
  tokens: Tokens | null
}): Completion {
  const { text, ending, tokens } = given
  if (ending === null)
    throw new StreamFailure('cut', 'the stream ended before the answer was complete', { tokens })
  if (ending === 'content_filter')
    throw new StreamFailure('failed', "the provider's content filter stopped it", { code: ending, tokens })
  const cut = ending === 'length'
  // The last call of an answer that was cut is not whole.
  const calls = cut ? given.calls.slice(0, -1) : given.calls
  const message: ChatCompletionAssistantMessageParam = {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function' as const,
        function: { name, arguments: given },
      })),
    }),
  }
  const isEmpty = text === '' && calls.length === 0
  return { text, calls, raw: isEmpty ? [] : [message], tokens, cut }
}

function toTokens(usage: NonNullable<ChatCompletionChunk['usage']>): Tokens {
  return {
    inputTokens: usage.prompt_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens,
  }
}
