import type { Endpoint } from '../endpoint.ts'
import { checkResponsesRequest } from './check.ts'
import { toEvents, type WireEvent } from './events.ts'
import { toPrompt } from './prompt.ts'
import { complete, fail, toOutput, toResponse } from './response.ts'

/** POST /v1/responses. https://platform.openai.com/docs/api-reference/responses */
export const responses: Endpoint = (body) => {
  const checked = checkResponsesRequest(body)
  if (checked.kind === 'refused') return checked
  const { request } = checked
  const streamed = request.stream === true
  return {
    kind: 'ok',
    asked: {
      model: request.model,
      streamed,
      maxOutput: request.max_output_tokens ?? null,
      prompt: toPrompt(request),
      toFrames(answer, ids) {
        const begun = toResponse(request, ids('resp'))
        const output = toOutput(answer, ids)
        if (!streamed) return [JSON.stringify(complete(begun, { answer, output }))]
        return toFrames(toEvents(begun, { answer, output }))
      },
      toFailure(code, ids) {
        const begun = toResponse(request, ids('resp'))
        const response = fail(begun, code)
        if (!streamed) return [JSON.stringify(response)]
        return toFrames([
          { type: 'response.created', response: begun },
          { type: 'response.in_progress', response: begun },
          { type: 'response.failed', response },
        ])
      },
    },
  }
}

function toFrames(events: Iterable<WireEvent>): string[] {
  return Array.from(
    events,
    (event, index) =>
      `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: index })}\n\n`,
  )
}
