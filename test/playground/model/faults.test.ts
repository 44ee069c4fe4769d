import { expect, test } from '@jest/globals'
import { APIConnectionError, APIError, InternalServerError, RateLimitError } from 'openai'
import type { Turn } from '../../../playground/model/turn.ts'
import { MODEL, talk } from './conversation.ts'

const ASK = { model: MODEL, input: 'Hello', store: false } as const
const CHAT = { model: MODEL, messages: [{ role: 'user' as const, content: 'Hello' }] }
type Client = Awaited<ReturnType<typeof talk>>['client']

/** The four ways to ask, each read to its end. */
const WAYS: [string, (client: Client) => Promise<unknown>][] = [
  ['responses', (client) => client.responses.create(ASK)],
  ['responses, streamed', (client) => drain(client.responses.create({ ...ASK, stream: true }))],
  ['chat', (client) => client.chat.completions.create(CHAT)],
  ['chat, streamed', (client) => drain(client.chat.completions.create({ ...CHAT, stream: true }))],
]
const failure = (fault: Turn['fault'], ask: (client: Client) => Promise<unknown>) => async () => {
  await using chat = await talk([{ say: 'Half of this arrives.', fault }, { say: 'Again.' }])
  const error = await ask(chat.client).then(
    () => new Error('it answered'),
    (thrown: unknown) => thrown,
  )
  // The retry of a first request goes on in the script, though it looks like a new conversation.
  expect(JSON.stringify(await ask(chat.client))).toContain('Again.')
  return error
}

test.each(WAYS)('429 comes with Retry-After: %s', async (_, ask) => {
  const error = await failure({ status: 429, retryAfter: 1 }, ask)()
  expect(error).toBeInstanceOf(RateLimitError)
  expect(error).toMatchObject({ code: 'rate_limit_exceeded' })
  expect((error as RateLimitError).headers?.get('retry-after')).toBe('1')
})

test.each(WAYS)(
  'a server error and exhausted credit have their own classes and codes: %s',
  async (_, ask) => {
    expect(await failure({ status: 500 }, ask)()).toBeInstanceOf(InternalServerError)
    expect(await failure({ status: 429, code: 'insufficient_quota' }, ask)()).toMatchObject({
      code: 'insufficient_quota',
      type: 'insufficient_quota',
    })
  },
)

test.each(WAYS)('a cut answer is an error of the connection: %s', async (_, ask) => {
  const error = await failure({ cut: true }, ask)()
  expect(String((error as Error).cause ?? error)).toMatch(/terminated|closed|aborted|JSON/i)
})

test.each(WAYS)('a malformed answer is not JSON: %s', async (_, ask) => {
  expect(String(await failure({ malformed: true }, ask)())).toMatch(/JSON|malformed/i)
})

test.each(WAYS.filter(([name]) => name !== 'responses, streamed' && name !== 'responses'))(
  'an answer that fails is an API error: %s',
  async (_, ask) => {
    expect(await failure({ failed: 'server_error' }, ask)()).toBeInstanceOf(APIError)
  },
)

test('a response that fails says so in its last event', async () => {
  await using chat = await talk([{ fault: { failed: 'server_error' } }])
  const events = await drain(chat.client.responses.create({ ...ASK, stream: true }))
  expect(events.at(-1)).toMatchObject({
    type: 'response.failed',
    response: { status: 'failed', error: { code: 'server_error' } },
  })
})

test('an empty answer is complete and has nothing in it', async () => {
  await using chat = await talk([{ fault: { empty: true } }, { fault: { empty: true } }])
  expect(await chat.client.responses.create(ASK)).toMatchObject({ status: 'completed', output: [] })
  const completion = await chat.client.chat.completions.create(CHAT)
  expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: null } })
})

test('an answer that reaches the token limit says so, and drops its calls', async () => {
  const turn: Turn = {
    say: 'x'.repeat(400),
    call: [{ name: 'shell', arguments: {} }],
    fault: { length: true },
  }
  await using chat = await talk([turn, turn])
  const response = await chat.client.responses.create(ASK)
  expect(response).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
  })
  expect(response.output).toHaveLength(1)
  const completion = await chat.client.chat.completions.create(CHAT)
  expect(completion.choices[0]?.finish_reason).toBe('length')
})

test("the request's own limit of output tokens is kept", async () => {
  await using chat = await talk([{ say: 'x'.repeat(400) }])
  const response = await chat.client.responses.create({ ...ASK, max_output_tokens: 16 })
  expect(response.output_text).toHaveLength(64)
  expect(response.usage?.output_tokens).toBe(16)
})

test('a model that hangs is silent for so long, then answers', async () => {
  await using chat = await talk([{ say: 'Late.', fault: { hang: 60 } }])
  const started = performance.now()
  const events = await drain(chat.client.responses.create({ ...ASK, stream: true }))
  expect(performance.now() - started).toBeGreaterThan(59)
  expect(events.at(-1)).toMatchObject({ type: 'response.completed' })
})

test('closing the server ends what hangs', async () => {
  const chat = await talk([{ fault: { hang: 600_000 } }])
  const asked = drain(chat.client.responses.create({ ...ASK, stream: true })).catch(
    (thrown: unknown) => thrown,
  )
  while (chat.server.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await chat.server.close()
  await asked
})

test('arguments written as text are sent as they stand', async () => {
  await using chat = await talk([{ call: [{ name: 'shell', arguments: '{"command":' }] }])
  const response = await chat.client.responses.create(ASK)
  expect(response.output[0]).toMatchObject({ arguments: '{"command":' })
})

test('a client that cannot reach the server gets a connection error', async () => {
  const chat = await talk([])
  await chat.server.close()
  await expect(chat.client.responses.create(ASK)).rejects.toBeInstanceOf(APIConnectionError)
})

async function drain<T>(asked: PromiseLike<AsyncIterable<T>>): Promise<T[]> {
  const all: T[] = []
  for await (const one of await asked) all.push(one)
  return all
}
