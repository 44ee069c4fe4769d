import { describe, expect, test } from '@jest/globals'
import { AuthenticationError, BadRequestError, NotFoundError } from 'openai'
import { KEY, MODEL, SHELL, talk } from './conversation.ts'

const CALL = { type: 'function_call', call_id: 'call_1', name: 'shell', arguments: '{}' }
const RESULT = { type: 'function_call_output', call_id: 'call_1', output: '' }
const USER = { role: 'user', content: 'Hello' }
const schema = (parameters: unknown) => ({ tools: [{ type: 'function', ...SHELL, parameters }] })
const object = { type: 'object', additionalProperties: false }

const RESPONSES: [string, object, { message: string | RegExp; param: string | null; code: string | null }][] =
  [
    [
      'input is missing',
      { input: undefined },
      { message: "Missing required parameter: 'input'.", param: 'input', code: 'missing_required_parameter' },
    ],
    [
      'a parameter is unknown',
      { messages: [] },
      { message: "Unknown parameter: 'messages'.", param: 'messages', code: 'unknown_parameter' },
    ],
    [
      "an item's parameter is unknown",
      { input: [{ ...USER, name: 'x' }] },
      { message: "Unknown parameter: 'input[0].name'.", param: 'input[0].name', code: 'unknown_parameter' },
    ],
    [
      'a type is wrong',
      { temperature: 'hot' },
      {
        message: "Invalid type for 'temperature': expected a number, but got a string instead.",
        param: 'temperature',
        code: 'invalid_type',
      },
    ],
    [
      'a part has the wrong type for its role',
      { input: [{ role: 'user', content: [{ type: 'output_text', text: 'x' }] }] },
      {
        message:
          "Invalid value: 'output_text'. Supported values are: 'input_text', 'input_image' and 'input_file'.",
        param: 'input[0].content[0].type',
        code: 'invalid_value',
      },
    ],
    [
      'an output has no call',
      { input: [USER, RESULT] },
      {
        message: 'No tool call found for function call output with call_id call_1.',
        param: 'input',
        code: null,
      },
    ],
    [
      'a call has no output',
      { input: [USER, CALL] },
      { message: 'No tool output found for function call call_1.', param: 'input', code: null },
    ],
    [
      'two calls share an id',
      { input: [USER, CALL, RESULT, CALL] },
      { message: 'Duplicate function_call found with call_id call_1.', param: 'input', code: null },
    ],
    [
      "an item's id is a call id",
      { input: [USER, { ...CALL, id: 'call_1' }, RESULT] },
      {
        message: "Invalid 'input[1].id': 'call_1'. Expected an ID that begins with 'fc'.",
        param: 'input[1].id',
        code: 'invalid_value',
      },
    ],
    [
      'a call id is empty',
      { input: [USER, { ...CALL, call_id: '' }] },
      { message: /empty string/, param: 'input[1].call_id', code: 'empty_string' },
    ],
    [
      "a tool's name has a dot",
      { tools: [{ type: 'function', ...SHELL, name: 'fs.read' }] },
      {
        message:
          "Invalid 'tools[0].name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
        param: 'tools[0].name',
        code: 'invalid_value',
      },
    ],
    [
      'a strict schema is open',
      schema({ type: 'object', properties: {}, required: [] }),
      {
        message:
          "Invalid schema for function 'shell': In context=(), 'additionalProperties' is required to be supplied and to be false.",
        param: 'tools[0].parameters',
        code: 'invalid_function_parameters',
      },
    ],
    [
      'a strict schema has an optional property, deep inside',
      schema({
        ...object,
        required: ['a'],
        properties: {
          a: { type: 'array', items: { ...object, properties: { b: { type: 'string' } }, required: [] } },
        },
      }),
      {
        message: /In context=\('properties', 'a', 'items'\), 'required' is required .* Missing 'b'\.$/,
        param: 'tools[0].parameters',
        code: 'invalid_function_parameters',
      },
    ],
    [
      'a strict schema uses what strict mode does not know',
      schema({ ...object, required: ['a'], properties: { a: { oneOf: [] } } }),
      {
        message: /In context=\('properties', 'a'\), 'oneOf' is not permitted\.$/,
        param: 'tools[0].parameters',
        code: 'invalid_function_parameters',
      },
    ],
    [
      "a function's parameters are no object",
      schema({ type: 'string' }),
      {
        message: /schema must be a JSON Schema of 'type: "object"', got 'type: "string"'\.$/,
        param: 'tools[0].parameters',
        code: 'invalid_function_parameters',
      },
    ],
    [
      'responses would be stored',
      { store: true },
      { message: /^The playground keeps no responses/, param: 'store', code: 'unsupported_value' },
    ],
    [
      '`store` is left at its default',
      { store: undefined },
      { message: /^The playground keeps no responses/, param: 'store', code: 'unsupported_value' },
    ],
    [
      'it should go on from a stored response',
      { previous_response_id: 'resp_1' },
      {
        message: "Previous response with id 'resp_1' not found.",
        param: 'previous_response_id',
        code: 'previous_response_not_found',
      },
    ],
    [
      'a hosted tool is asked for',
      { tools: [{ type: 'web_search' }] },
      { message: /^Invalid value: 'web_search'/, param: 'tools[0].type', code: 'invalid_value' },
    ],
  ]

describe('the Responses API refuses when', () => {
  test.each(RESPONSES)('%s', async (_, change, expected) => {
    await using chat = await talk([{ say: 'never said' }])
    const request = { model: MODEL, input: 'Hello', store: false, ...change }
    const error = await chat.client.responses.create(request as never).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BadRequestError)
    expect((error as BadRequestError).error).toEqual({
      message:
        typeof expected.message === 'string' ? expected.message : expect.stringMatching(expected.message),
      type: 'invalid_request_error',
      param: expected.param,
      code: expected.code,
    })
    expect(chat.server.remaining()).toBe(1)
    expect(chat.server.requests()[0]).toMatchObject({ status: 400, turn: null })
  })
})

const ASSISTANT = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'shell', arguments: '{}' } }],
}
const CHAT: [string, object, { message: string | RegExp; param: string | null }][] = [
  [
    'a tool message answers nothing',
    { messages: [USER, { role: 'tool', tool_call_id: 'call_1', content: '' }] },
    {
      message: /^Invalid parameter: messages with role 'tool' must be a response/,
      param: 'messages.[1].role',
    },
  ],
  [
    "an assistant's call is unanswered",
    { messages: [USER, ASSISTANT, USER] },
    { message: /did not have response messages: call_1$/, param: 'messages.[2].role' },
  ],
  [
    'a call is answered twice',
    {
      messages: [
        USER,
        ASSISTANT,
        { role: 'tool', tool_call_id: 'call_1', content: '' },
        { role: 'tool', tool_call_id: 'call_1', content: '' },
      ],
    },
    { message: /must be a response to a preceeding message/, param: 'messages.[3].role' },
  ],
  ['a parameter is unknown', { input: 'x' }, { message: "Unknown parameter: 'input'.", param: 'input' }],
  [
    'a role is unknown',
    { messages: [{ role: 'robot' }] },
    { message: /^Invalid value: 'robot'/, param: 'messages[0].role' },
  ],
  [
    'messages are missing',
    { messages: undefined },
    { message: /^Missing required parameter/, param: 'messages' },
  ],
  [
    'usage of a stream is asked for without a stream',
    { stream_options: { include_usage: true } },
    { message: /only allowed when 'stream' is enabled/, param: 'stream_options' },
  ],
  [
    'completions would be stored',
    { store: true },
    { message: /^The playground keeps no completions/, param: 'store' },
  ],
  [
    'a strict schema is open',
    { tools: [{ type: 'function', function: { ...SHELL, parameters: { type: 'object', properties: {} } } }] },
    { message: /'additionalProperties' is required/, param: 'tools[0].function.parameters' },
  ],
]

describe('the Chat Completions API refuses when', () => {
  test.each(CHAT)('%s', async (_, change, expected) => {
    await using chat = await talk([{ say: 'never said' }])
    const request = { model: MODEL, messages: [USER], ...change }
    const error = await chat.client.chat.completions
      .create(request as never)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error).toMatchObject({
      param: expected.param,
      error: {
        message:
          typeof expected.message === 'string' ? expected.message : expect.stringMatching(expected.message),
      },
    })
  })
})

describe('both refuse', () => {
  const post = async (url: string, init: RequestInit) => {
    const response = await fetch(url, {
      method: 'POST',
      ...init,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...init.headers },
    })
    return { status: response.status, error: ((await response.json()) as { error: unknown }).error }
  }

  test('a wrong key, without repeating it', async () => {
    await using chat = await talk([], 'sk-wrong-and-secret')
    const error = await chat.client.models.list().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' })
    expect(String(error)).not.toContain('sk-wrong-and-secret')
  })

  test('an unknown model', async () => {
    await using chat = await talk([])
    const ask = chat.client.responses.create({ model: 'gpt-9', input: 'x', store: false })
    const error = await ask.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ code: 'model_not_found' })
  })

  test.each(['/v1/responses', '/v1/chat/completions'])(
    'what is not JSON, is not said to be, or is too large: %s',
    async (path) => {
      await using chat = await talk([])
      const url = chat.server.url + path
      expect(await post(url, { body: '{"model":' })).toMatchObject({
        status: 400,
        error: { message: expect.stringMatching(/^We could not parse the JSON body/) },
      })
      expect(await post(url, { body: new Uint8Array([0x22, 0xff, 0x22]) })).toMatchObject({ status: 400 })
      expect(await post(url, { body: '[]' })).toMatchObject({
        status: 400,
        error: { message: 'Invalid body: expected an object, but got an array instead.' },
      })
      expect(await post(url, { body: 'x', headers: { 'content-type': 'text/plain' } })).toMatchObject({
        error: { code: 'unsupported_content_type' },
      })
      expect(await post(url, { body: ' '.repeat(33 * 1024 * 1024) })).toMatchObject({
        status: 413,
        error: { code: 'request_too_large' },
      })
    },
  )

  test('an address the API does not have', async () => {
    await using chat = await talk([])
    expect(await post(`${chat.server.url}/v1/files`, {})).toMatchObject({
      status: 404,
      error: { message: 'Invalid URL (POST /v1/files)' },
    })
  })
})
