import { checkFunctionSchema } from '../function-schema.ts'
import { check, type Refusal, refusal } from '../refusal.ts'
import { type ChatRequest, chatRequestSchema, MESSAGES } from './request.ts'

type ChatMessage = Record<string, unknown>

/** What the Chat Completions API accepts, as it says it. */
export function checkChatRequest(
  body: unknown,
): { kind: 'ok'; request: ChatRequest } | { kind: 'refused'; refusal: Refusal } {
  const wrong = check(chatRequestSchema, body)
  if (wrong !== null) return { kind: 'refused', refusal: wrong }
  const request = body as ChatRequest
  const problem = unplayed(request) ?? toolsProblem(request) ?? messagesProblem(request)
  return problem === null ? { kind: 'ok', request } : { kind: 'refused', refusal: problem }
}

function unplayed(request: ChatRequest): Refusal | null {
  if (request.store === true)
    return refusal('The playground keeps no completions: send "store": false.', {
      param: 'store',
      code: 'unsupported_value',
    })
  if ((request.n ?? 1) > 1)
    return refusal('The playground gives one choice: leave out `n`.', {
      param: 'n',
      code: 'unsupported_value',
    })
  if (request.stream_options && request.stream !== true)
    return refusal("The 'stream_options' parameter is only allowed when 'stream' is enabled.", {
      param: 'stream_options',
    })
  for (const param of ['functions', 'function_call'] as const)
    if (request[param] !== undefined)
      return refusal(`The playground does not play '${param}': use tools.`, {
        param,
        code: 'unsupported_parameter',
      })
  return null
}

function toolsProblem({ tools = [], tool_choice }: ChatRequest): Refusal | null {
  const names = new Set<string>()
  for (const [index, { function: tool }] of tools.entries()) {
    const param = `tools[${index}].function.parameters`
    if (names.has(tool.name))
      return refusal(`Duplicate tool name: '${tool.name}'.`, {
        param: `tools[${index}].function.name`,
        code: 'invalid_value',
      })
    names.add(tool.name)
    const problem = checkFunctionSchema(tool.name, {
      parameters: tool.parameters,
      strict: tool.strict === true,
      param,
    })
    if (problem !== null) return problem
  }
  if (tool_choice !== undefined && tools.length === 0)
    return refusal("'tool_choice' is only allowed when 'tools' are specified.", { param: 'tool_choice' })
  if (typeof tool_choice === 'object' && !names.has(tool_choice.function.name))
    return refusal("Tool choice 'function' not found in 'tools' parameter.", { param: 'tool_choice' })
  return null
}

function messagesProblem({ messages }: ChatRequest): Refusal | null {
  for (const [index, message] of messages.entries()) {
    const role = String(message.role ?? '')
    const at = `messages[${index}]`
    if (message.role === undefined)
      return refusal(`Missing required parameter: '${at}.role'.`, {
        param: `${at}.role`,
        code: 'missing_required_parameter',
      })
    if (!Object.hasOwn(MESSAGES, role))
      return refusal(
        `Invalid value: '${role}'. Supported values are: 'system', 'assistant', 'user', 'tool', and 'developer'.`,
        { param: `${at}.role`, code: 'invalid_value' },
      )
    const problem = check(MESSAGES[role as keyof typeof MESSAGES], message, at)
    if (problem !== null) return problem
    if (role === 'assistant' && message.tool_calls === undefined && (message.content ?? null) === null)
      return refusal(`Invalid value for 'content': expected a string, got null.`, {
        param: `messages.[${index}].content`,
      })
  }
  return pairProblem(messages)
}

/** Each assistant message's calls are answered by the tool messages right after it, each once. */
function pairProblem(messages: ChatMessage[]): Refusal | null {
  let open: string[] = []
  let opened = 0
  const seen = new Set<string>()
  for (const [index, { role, tool_call_id, tool_calls }] of [
    ...messages,
    { role: 'end' } as ChatMessage,
  ].entries()) {
    if (role === 'tool') {
      if (!open.includes(String(tool_call_id))) return orphan(index)
      open = open.filter((id) => id !== tool_call_id)
      continue
    }
    if (open.length > 0) return unanswered(open, opened)
    opened = index
    open = ((tool_calls ?? []) as { id: string }[]).map(({ id }) => id)
    for (const id of open) {
      if (seen.has(id))
        return refusal(`Duplicate value for 'tool_call_id' of '${id}'.`, {
          param: `messages.[${index}].tool_calls`,
        })
      seen.add(id)
    }
  }
  return null
}

function orphan(index: number): Refusal {
  return refusal(
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    { param: `messages.[${index}].role` },
  )
}

function unanswered(ids: string[], index: number): Refusal {
  return refusal(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(', ')}`,
    { param: `messages.[${index + 1}].role` },
  )
}
