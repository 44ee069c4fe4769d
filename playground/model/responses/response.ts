import type {
  Response,
  ResponseFunctionToolCall,
  ResponseOutputItem,
  ResponseOutputMessage,
} from 'openai/resources/responses/responses'
import type { Answer, Ids } from '../answer.ts'
import type { ResponsesRequest } from './request.ts'

/** A response as it goes over the wire: the client itself adds `output_text`. */
export type WireResponse = Omit<Response, 'output_text'>

export type Output = (ResponseOutputMessage | (ResponseFunctionToolCall & { id: string }))[]

/** The answer's items, complete: a message when there is text, then the calls. */
export function toOutput({ text, calls, end }: Answer, ids: Ids): Output {
  const status = end === 'stop' ? 'completed' : 'incomplete'
  const message: Output =
    text === ''
      ? []
      : [
          {
            id: ids('msg'),
            type: 'message',
            status,
            role: 'assistant',
            content: [{ type: 'output_text', annotations: [], logprobs: [], text }],
          },
        ]
  return [
    ...message,
    ...calls.map(({ id, name, arguments: value }) => ({
      id: ids('fc'),
      type: 'function_call' as const,
      status: 'completed' as const,
      arguments: value,
      call_id: id,
      name,
    })),
  ]
}

/** The envelope as it is when the answer begins; everything else is spread over it. */
export function toResponse(request: ResponsesRequest, id: string): WireResponse {
  return {
    id,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: 'in_progress',
    background: false,
    access_programs: null,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    metadata: request.metadata ?? {},
    model: request.model,
    output: [],
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: request.reasoning?.summary ?? null },
    service_tier: 'default',
    temperature: request.temperature ?? 1,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: request.tool_choice ?? 'auto',
    tools: (request.tools ?? []).map((tool) => ({
      type: 'function',
      name: tool.name,
      description: tool.description ?? null,
      parameters: tool.parameters,
      strict: tool.strict ?? true,
    })),
    top_p: request.top_p ?? 1,
    truncation: request.truncation ?? 'disabled',
  }
}

/** The envelope of a whole answer. */
export function complete(
  begun: WireResponse,
  { answer, output }: { answer: Answer; output: ResponseOutputItem[] },
): WireResponse {
  const { usage, end } = answer
  return {
    ...begun,
    status: end === 'stop' ? 'completed' : 'incomplete',
    completed_at: end === 'stop' ? Math.floor(Date.now() / 1000) : null,
    incomplete_details: end === 'stop' ? null : { reason: 'max_output_tokens' },
    output,
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cached, cache_write_tokens: 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.input + usage.output,
    },
  }
}

/** A response that began and broke: the provider's own failure. */
export function fail(begun: WireResponse, code: string): WireResponse {
  return {
    ...begun,
    status: 'failed',
    error: {
      code: code as NonNullable<Response['error']>['code'],
      message: 'An error occurred while processing your request.',
    },
  }
}
