import { type Refusal, refusal } from './refusal.ts'
import type { Fault } from './turn.ts'

/** The API's own refusals that do not depend on which of the two endpoints was asked. */
export const badJson = refusal(
  "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
)

export function tooLarge(limit: number): Refusal {
  return refusal(`Request body is too large. The limit is ${limit} bytes.`, {
    status: 413,
    code: 'request_too_large',
  })
}

export function notJson(contentType: string): Refusal {
  return refusal(
    `Unsupported content type: '${contentType}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: ${contentType}'. Please try again with a supported content type.`,
    { code: 'unsupported_content_type' },
  )
}

export function noSuchUrl(method: string, path: string): Refusal {
  return refusal(`Invalid URL (${method} ${path})`, { status: 404 })
}

export function noSuchModel(model: string): Refusal {
  return refusal(`The model \`${model}\` does not exist or you do not have access to it.`, {
    status: 404,
    code: 'model_not_found',
  })
}

/** A missing or wrong key. The key is not repeated, whatever it was. */
export function badKey(given: boolean): Refusal {
  const message = given
    ? 'Incorrect API key provided.'
    : "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
  return refusal(message, { status: 401, code: 'invalid_api_key' })
}

const BY_STATUS: Record<number, { message: string; type: string; code: string | null }> = {
  401: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' },
  403: { message: 'You are not allowed to use this model.', type: 'permission_error', code: null },
  429: { message: 'Rate limit reached for requests.', type: 'requests', code: 'rate_limit_exceeded' },
  500: {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
    code: null,
  },
  503: {
    message: 'The engine is currently overloaded, please try again later.',
    type: 'server_error',
    code: null,
  },
}
const BY_CODE: Record<string, { message: string; type: string }> = {
  insufficient_quota: {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
  },
  context_length_exceeded: {
    message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
    type: 'invalid_request_error',
  },
}

/** A scripted HTTP error, with the words the real one uses unless the script has its own. */
export function scripted(fault: Extract<Fault, { status: number }>): Refusal {
  const usual = BY_STATUS[fault.status] ?? {
    message: `The script answers ${fault.status} here.`,
    type: fault.status < 500 ? 'invalid_request_error' : 'server_error',
    code: null,
  }
  const coded = fault.code === undefined ? undefined : BY_CODE[fault.code]
  return {
    status: fault.status,
    error: {
      message: fault.message ?? coded?.message ?? usual.message,
      type: coded?.type ?? usual.type,
      param: null,
      code: fault.code ?? usual.code,
    },
    ...(fault.retryAfter !== undefined && { retryAfter: fault.retryAfter }),
  }
}
