import { expect, test } from '@jest/globals'
import { MODEL, SHELL, talk } from './conversation.ts'

const TOOL = { type: 'function' as const, function: SHELL }
const USER = { role: 'user' as const, content: 'Mend the test.' }
const ASK = { model: MODEL, messages: [USER], tools: [TOOL] }
const TURN = { say: 'Looking.', call: [{ name: 'shell', arguments: { command: 'ls' } }] }

test('a turn with text and a call arrives as one message', async () => {
  await using chat = await talk([TURN])
  const completion = await chat.client.chat.completions.create(ASK)
  expect(completion.choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: {
      role: 'assistant',
      content: 'Looking.',
      tool_calls: [{ type: 'function', function: { name: 'shell', arguments: '{"command":"ls"}' } }],
    },
  })
  expect(completion.usage!.total_tokens).toBe(
    completion.usage!.prompt_tokens + completion.usage!.completion_tokens,
  )
})

test("the client's own accumulator rebuilds the message from the stream, with usage at its end", async () => {
  const say = 'Grüße 👩‍👩‍👧 '.repeat(100)
  await using chat = await talk([{ ...TURN, say }])
  const stream = chat.client.chat.completions.stream({ ...ASK, stream_options: { include_usage: true } })
  const completion = await stream.finalChatCompletion()
  expect(completion.choices[0]?.message.content).toBe(say)
  expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({
    function: { arguments: '{"command":"ls"}' },
  })
  expect(completion.usage?.completion_tokens).toBeGreaterThan(100)
})

test('the stream begins with the role and ends with a reason and [DONE]', async () => {
  await using chat = await talk([{ say: 'Hi.' }])
  const response = await fetch(`${chat.server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-playground', 'content-type': 'application/json' },
    body: JSON.stringify({ ...ASK, stream: true }),
  })
  const lines = (await response.text()).trim().split('\n\n')
  expect(lines.at(-1)).toBe('data: [DONE]')
  const choices = lines.slice(0, -1).map((line) => JSON.parse(line.slice(6)).choices[0])
  expect(choices.map(({ delta }) => delta)).toEqual([
    { role: 'assistant', content: '', refusal: null },
    { content: 'Hi.' },
    {},
  ])
  expect(choices.map(({ finish_reason }) => finish_reason)).toEqual([null, null, 'stop'])
})

test('a conversation goes on after its tool message', async () => {
  await using chat = await talk([TURN, { say: 'Done.' }])
  const first = await chat.client.chat.completions.create(ASK)
  const message = first.choices[0]!.message
  const second = await chat.client.chat.completions.create({
    ...ASK,
    messages: [USER, message, { role: 'tool', tool_call_id: message.tool_calls![0]!.id, content: 'a.ts' }],
  })
  expect(second.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'Done.' } })
  expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0)
})
