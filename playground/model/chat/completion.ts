import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions/completions'
import type { CompletionUsage } from 'openai/resources/completions'
import { type Answer, pieces } from '../answer.ts'
import type { ChatRequest } from './request.ts'

type Begun = { id: string; created: number; model: string }

export function begin({ model }: ChatRequest, id: string): Begun {
  return { id, created: Math.floor(Date.now() / 1000), model }
}

/** The whole answer in one piece. */
export function toCompletion(begun: Begun, answer: Answer): ChatCompletion {
  const { text, calls } = answer
  const tools = calls.map(({ id, name, arguments: value }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: value },
  }))
  return {
    ...begun,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text === '' ? null : text,
          ...(tools.length > 0 && { tool_calls: tools }),
          refusal: null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: finish(answer),
      },
    ],
    usage: toUsage(answer),
    service_tier: 'default',
  }
}

/** The same as a stream; usage comes in a last chunk without choices when it was asked for. */
export function* toChunks(
  begun: Begun,
  { answer, usage }: { answer: Answer; usage: boolean },
): Generator<ChatCompletionChunk> {
  const chunk = (
    delta: ChatCompletionChunk.Choice.Delta,
    finish_reason: ChatCompletionChunk.Choice['finish_reason'] = null,
  ): ChatCompletionChunk => ({
    ...begun,
    object: 'chat.completion.chunk',
    service_tier: 'default',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(usage && { usage: null }),
  })
  yield chunk({
    role: 'assistant',
    content: answer.text === '' && answer.calls.length > 0 ? null : '',
    refusal: null,
  })
  for (const content of pieces(answer.text)) yield chunk({ content })
  for (const [index, { id, name, arguments: value }] of answer.calls.entries()) {
    yield chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })
    for (const part of pieces(value)) yield chunk({ tool_calls: [{ index, function: { arguments: part } }] })
  }
  yield chunk({}, finish(answer))
  if (usage) yield { ...chunk({}), choices: [], usage: toUsage(answer) }
}

function finish({ end, calls }: Answer): 'stop' | 'length' | 'tool_calls' {
  if (end === 'length') return 'length'
  return calls.length > 0 ? 'tool_calls' : 'stop'
}

function toUsage({ usage }: Answer): CompletionUsage {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}
