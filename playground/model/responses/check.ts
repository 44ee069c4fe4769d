import { checkFunctionSchema } from '../function-schema.ts'
import { check, type Refusal, refusal } from '../refusal.ts'
import { ITEMS, type ResponsesRequest, responsesRequestSchema } from './request.ts'

type Item = Record<string, unknown>

/** What the Responses API accepts, as it says it. The playground's own refusals begin with "The playground". */
export function checkResponsesRequest(
  body: unknown,
): { kind: 'ok'; request: ResponsesRequest } | { kind: 'refused'; refusal: Refusal } {
  const wrong = check(responsesRequestSchema, body)
  if (wrong !== null) return { kind: 'refused', refusal: wrong }
  const request = body as ResponsesRequest
  const problem = stateProblem(request) ?? toolsProblem(request) ?? itemsProblem(request)
  return problem === null ? { kind: 'ok', request } : { kind: 'refused', refusal: problem }
}

/** Nothing is kept by the provider: Reins promises `store: false`, and the API's default is true. */
function stateProblem(request: ResponsesRequest): Refusal | null {
  if (request.store !== false)
    return refusal(
      'The playground keeps no responses, and `store` is true by default: send "store": false.',
      {
        param: 'store',
        code: 'unsupported_value',
      },
    )
  if (request.previous_response_id)
    return refusal(`Previous response with id '${request.previous_response_id}' not found.`, {
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    })
  for (const param of ['background', 'conversation', 'prompt'] as const)
    if (request[param])
      return refusal(`The playground does not play '${param}': it needs state at the provider.`, {
        param,
        code: 'unsupported_parameter',
      })
  return null
}

function toolsProblem({ tools = [], tool_choice }: ResponsesRequest): Refusal | null {
  const names = new Set<string>()
  for (const [index, { name, parameters, strict }] of tools.entries()) {
    if (names.has(name))
      return refusal(`Duplicate tool name: '${name}'.`, {
        param: `tools[${index}].name`,
        code: 'invalid_value',
      })
    names.add(name)
    const problem = checkFunctionSchema(name, {
      parameters,
      strict: strict === true,
      param: `tools[${index}].parameters`,
    })
    if (problem !== null) return problem
  }
  if (typeof tool_choice === 'object' && !names.has(tool_choice.name))
    return refusal("Tool choice 'function' not found in 'tools' parameter.", { param: 'tool_choice' })
  return null
}

function itemsProblem({ input }: ResponsesRequest): Refusal | null {
  if (typeof input === 'string') return null
  for (const [index, item] of input.entries()) {
    const problem = shapeProblem(item, `input[${index}]`)
    if (problem !== null) return problem
  }
  return duplicateProblem(input) ?? pairProblem(input)
}

function shapeProblem(item: Item, at: string): Refusal | null {
  const type = item.type ?? (item.role === undefined ? undefined : 'message')
  if (type === undefined)
    return refusal(`Missing required parameter: '${at}.type'.`, {
      param: `${at}.type`,
      code: 'missing_required_parameter',
    })
  if (type === 'item_reference')
    return refusal(
      `Item with id '${String(item.id)}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
      { param: 'input', status: 404 },
    )
  const kind = type === 'message' ? (item.role === 'assistant' ? 'assistant' : 'user') : String(type)
  if (!Object.hasOwn(ITEMS, kind)) {
    const known = ['message', ...Object.keys(ITEMS).slice(2)].map((name) => `'${name}'`).join(', ')
    return refusal(`Invalid value: '${kind}'. Supported values are: ${known}.`, {
      param: `${at}.type`,
      code: 'invalid_value',
    })
  }
  return check(ITEMS[kind as keyof typeof ITEMS], item, at) ?? idProblem(item, { kind, at })
}

const ID_PREFIX: Record<string, string> = { function_call: 'fc', assistant: 'msg', reasoning: 'rs' }

function idProblem({ id }: Item, { kind, at }: { kind: string; at: string }): Refusal | null {
  const prefix = ID_PREFIX[kind]
  if (prefix === undefined || typeof id !== 'string' || id.startsWith(prefix)) return null
  return refusal(`Invalid '${at}.id': '${id}'. Expected an ID that begins with '${prefix}'.`, {
    param: `${at}.id`,
    code: 'invalid_value',
  })
}

function duplicateProblem(items: Item[]): Refusal | null {
  const seen = new Set<string>()
  for (const { type, id, call_id } of items) {
    if (typeof id === 'string') {
      if (seen.has(id))
        return refusal(
          `Duplicate item found with id ${id}. Remove duplicate items from your input and try again.`,
          {
            param: 'input',
          },
        )
      seen.add(id)
    }
    const call =
      type === 'function_call' || type === 'function_call_output' ? `${type} ${String(call_id)}` : null
    if (call !== null && seen.has(call))
      return refusal(`Duplicate ${String(type)} found with call_id ${String(call_id)}.`, { param: 'input' })
    if (call !== null) seen.add(call)
  }
  return null
}

function pairProblem(items: Item[]): Refusal | null {
  const open = new Set<unknown>()
  for (const { type, call_id } of items) {
    if (type === 'function_call') open.add(call_id)
    if (type === 'function_call_output' && !open.delete(call_id))
      return refusal(`No tool call found for function call output with call_id ${String(call_id)}.`, {
        param: 'input',
      })
  }
  const [unanswered] = open
  return unanswered === undefined
    ? null
    : refusal(`No tool output found for function call ${String(unanswered)}.`, { param: 'input' })
}
