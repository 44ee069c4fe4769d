import { expect, test } from '@jest/globals'
import { MODEL, SHELL, talk } from './conversation.ts'

const TOOL = { type: 'function' as const, ...SHELL }
const ASK = { model: MODEL, input: 'Mend the test.', store: false, tools: [TOOL] }

test('a turn with text and a call arrives as a message and a function call', async () => {
  await using chat = await talk([
    { say: 'Looking.', call: [{ name: 'shell', arguments: { command: 'ls' } }] },
  ])
  const response = await chat.client.responses.create(ASK)
  expect(response.status).toBe('completed')
  expect(response.output_text).toBe('Looking.')
  expect(response.output[1]).toMatchObject({
    type: 'function_call',
    name: 'shell',
    arguments: '{"command":"ls"}',
  })
  expect(response._request_id).toMatch(/^req_/)
})

test('the stream has exactly the events of the real API, in their order, numbered', async () => {
  await using chat = await talk([
    { say: 'Looking. ✅', call: [{ name: 'shell', arguments: { command: 'ls' } }] },
  ])
  const events = []
  for await (const event of await chat.client.responses.create({ ...ASK, stream: true })) events.push(event)
  expect(events.map(({ type }) => type)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.output_item.added',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.done',
    'response.output_item.done',
    'response.completed',
  ])
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index))
})

test("the client's own accumulator rebuilds the same response from the stream", async () => {
  const say = 'Grüße 👩‍👩‍👧 '.repeat(100)
  await using chat = await talk([{ say, call: [{ name: 'shell', arguments: { command: 'echo "ü"' } }] }])
  const response = await chat.client.responses.stream(ASK).finalResponse()
  expect(response.output_text).toBe(say)
  expect(response.output.at(-1)).toMatchObject({
    arguments: '{"command":"echo \\"ü\\""}',
    status: 'completed',
  })
})

test('a conversation goes through the script turn by turn, and the next one begins it again', async () => {
  await using chat = await talk([
    { call: [{ name: 'shell', arguments: { command: 'ls' } }] },
    { say: 'Done.' },
  ])
  for (let round = 0; round < 2; round++) {
    const first = await chat.client.responses.create(ASK)
    const call = first.output[0]
    if (call?.type !== 'function_call') throw new Error('expected a call')
    expect(chat.server.remaining()).toBe(1)
    const second = await chat.client.responses.create({
      ...ASK,
      input: [
        { role: 'user', content: ASK.input },
        ...first.output,
        { type: 'function_call_output', call_id: call.call_id, output: 'a.ts' },
      ] as never,
    })
    expect(second.output_text).toBe('Done.')
    expect(chat.server.remaining()).toBe(0)
  }
  expect(chat.server.requests().map(({ turn }) => turn)).toEqual([0, 1, 0, 1])
})

test('two conversations with different openings do not disturb each other', async () => {
  await using chat = await talk([{ say: 'one' }, { say: 'two' }])
  const say = async (opening: string, answers: string[]) => {
    const input = [
      { role: 'user' as const, content: opening },
      ...answers.map((content) => ({ role: 'assistant' as const, content })),
    ]
    return (await chat.client.responses.create({ ...ASK, input })).output_text
  }
  expect(await say('a', [])).toBe('one')
  expect(await say('b', [])).toBe('one')
  expect(await say('a', ['one'])).toBe('two')
  expect(await say('b', ['one'])).toBe('two')
})

test('after its last turn the model says so and calls nothing', async () => {
  await using chat = await talk([])
  const response = await chat.client.responses.create(ASK)
  expect(response.output_text).toBe('The script has no more turns.')
  expect(chat.server.requests()[0]?.turn).toBeNull()
})

test('input is counted, and what is unchanged from the request before is cached', async () => {
  await using chat = await talk([{ say: 'one' }, { say: 'two' }, { say: 'three' }])
  const user = { role: 'user' as const, content: 'x'.repeat(4_000) }
  const first = await chat.client.responses.create({ ...ASK, instructions: 'Be brief.', input: [user] })
  const second = await chat.client.responses.create({
    ...ASK,
    instructions: 'Be brief.',
    input: [user, { role: 'assistant', content: 'one' }],
  })
  expect(first.usage?.input_tokens).toBeGreaterThan(1_000)
  expect(first.usage?.input_tokens_details.cached_tokens).toBe(0)
  expect(
    Math.abs(second.usage!.input_tokens_details.cached_tokens - first.usage!.input_tokens),
  ).toBeLessThanOrEqual(1)
  const changed = await chat.client.responses.create({
    ...ASK,
    instructions: 'Be brief!',
    input: [user, { role: 'assistant', content: 'one' }],
  })
  expect(changed.usage?.input_tokens_details.cached_tokens).toBeLessThan(200)
})

test('the models that are served are listed', async () => {
  await using chat = await talk([])
  expect((await chat.client.models.list()).data.map(({ id }) => id)).toEqual([MODEL])
})

test('a request is recorded byte for byte', async () => {
  await using chat = await talk([{ say: 'ü' }])
  await chat.client.responses.create(ASK)
  const [request] = chat.server.requests()
  expect(request?.body).toEqual(ASK)
  expect(new TextDecoder().decode(request?.bytes)).toBe(JSON.stringify(ASK))
  expect(JSON.stringify(request)).not.toContain('sk-playground')
})

test('a conversation that offers a tool plays the turns that are for it, and no other conversation does', async () => {
  await using chat = await talk([
    { say: 'First.' },
    { for: 'judge', say: 'Judged.' },
    { say: 'Second.' },
    { for: 'judge', say: 'Judged again.' },
  ])
  const judge = [{ ...TOOL, name: 'judge' }]
  const ask = async (tools: typeof judge, ...said: string[]) => {
    const input = ['Go.', ...said].map((content, at) => ({ role: at === 0 ? 'user' : 'assistant', content }))
    return (await chat.client.responses.create({ ...ASK, tools, input: input as never })).output_text
  }
  expect(await ask([TOOL])).toBe('First.')
  expect(await ask(judge)).toBe('Judged.')
  expect(chat.server.remaining()).toBe(1)
  expect(await ask([TOOL], 'First.')).toBe('Second.')
  expect(await ask(judge, 'Judged.')).toBe('Judged again.')
  expect(await ask(judge, 'Judged.', 'Judged again.')).toBe('The script has no more turns.')
  expect(chat.server.requests().map(({ turn }) => turn)).toEqual([0, 1, 2, 3, null])
})
