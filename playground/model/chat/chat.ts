import type { Endpoint } from '../endpoint.ts'
import { checkChatRequest } from './check.ts'
import { begin, toChunks, toCompletion } from './completion.ts'
import { toPrompt } from './prompt.ts'

/** POST /v1/chat/completions. https://platform.openai.com/docs/api-reference/chat */
export const chat: Endpoint = (body) => {
  const checked = checkChatRequest(body)
  if (checked.kind === 'refused') return checked
  const { request } = checked
  const streamed = request.stream === true
  return {
    kind: 'ok',
    asked: {
      model: request.model,
      streamed,
      maxOutput: request.max_completion_tokens ?? request.max_tokens ?? null,
      prompt: toPrompt(request),
      toFrames(answer, ids) {
        const begun = begin(request, ids('chatcmpl'))
        if (!streamed) return [JSON.stringify(toCompletion(begun, answer))]
        const usage = request.stream_options?.include_usage === true
        return [
          ...Array.from(toChunks(begun, { answer, usage }), (chunk) => frame(JSON.stringify(chunk))),
          frame('[DONE]'),
        ]
      },
      toFailure(code) {
        if (!streamed) return null
        const message = 'The server had an error while processing your request. Sorry about that!'
        return [frame(JSON.stringify({ error: { message, type: 'server_error', param: null, code } }))]
      },
    },
  }
}

function frame(payload: string): string {
  return `data: ${payload}\n\n`
}
