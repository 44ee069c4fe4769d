import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { anAssignment } from '../a-run.ts'
import { completed, honest, refusal, SSE, send, setStage, until } from './stage.ts'

/** T25: what a runner may not ask is refused before anything reaches the provider, and the answer says why. */

const answers = () =>
  setStage((response) => response.writeHead(200, SSE).end(completed({ input: 10, output: 1 })))
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const asJson = (more: string) => `${JSON.stringify(honest).slice(0, -1)},${more}}`

describe('a request of the Responses API', () => {
  const cases: [string, unknown, RegExp][] = [
    [
      'for an answer without end',
      { ...honest, max_output_tokens: 200_000 },
      /max_output_tokens: has to be at most 32000/,
    ],
    [
      'with a prompt that is stored there',
      { ...honest, prompt: { id: 'pmpt_1' } },
      /Unrecognized key: "prompt"/,
    ],
    [
      'in a conversation that is kept there',
      { ...honest, conversation: 'conv_1' },
      /Unrecognized key: "conversation"/,
    ],
    [
      'with an item that is kept there',
      { ...honest, input: [{ type: 'item_reference', id: 'rs_1' }] },
      /input/,
    ],
    [
      'with a file that is kept there',
      { ...honest, input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] },
      /input/,
    ],
    [
      'with a server of tools',
      { ...honest, tools: [{ type: 'mcp', server_url: 'https://evil.example' }] },
      /tools\.0/,
    ],
    ['with a shell of the provider', { ...honest, tools: [{ type: 'local_shell' }] }, /tools\.0\.type/],
    [
      'that hides a tool in a function',
      { ...honest, tools: [{ type: 'function', name: 'x', server_url: 'https://evil.example' }] },
      /server_url/,
    ],
    ['that picks a tool of the provider', { ...honest, tool_choice: { type: 'web_search' } }, /tool_choice/],
    [
      'with tags for the operator’s account',
      { ...honest, metadata: { a: 'b' } },
      /Unrecognized key: "metadata"/,
    ],
    ['in another name', { ...honest, user: 'somebody', safety_identifier: 'x' }, /Unrecognized keys/],
    ['with a key that is none', asJson('"__proto__":{"store":true}'), /__proto__/],
    ['nested too deeply', asJson(`"text":{"format":${nested(200_000)}}`), /nested too deeply/],
    ['that is a list', '[]', /Invalid input/],
    ['that is nothing', '', /not JSON/],
  ]
  test.each(cases)('%s', async (_, body, why) => {
    const stage = await answers()
    const { token } = await stage.run()
    const answer = await send(stage, token, body)
    expect(answer.status).toBe(400)
    expect(await refusal(answer)).toMatch(why)
    expect(stage.asked).toEqual([])
  })
})

describe('a request of the Chat Completions API', () => {
  const chat = {
    model: 'gpt-5.5',
    stream: true,
    messages: [{ role: 'user', content: 'Hello' }],
    max_completion_tokens: 100,
  }
  const cases: [string, object, RegExp][] = [
    ['for many answers at once', { ...chat, n: 100 }, /Unrecognized key: "n"/],
    ['for speech', { ...chat, modalities: ['audio'], audio: {} }, /Unrecognized keys/],
    ['for a search', { ...chat, web_search_options: {} }, /web_search_options/],
    [
      'with speech that is kept there',
      { ...chat, messages: [{ role: 'assistant', audio: { id: 'a' } }] },
      /audio/,
    ],
    [
      'with a picture from an address',
      { ...chat, messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      /messages/,
    ],
    ['for an answer without end', { ...chat, max_tokens: 1e6 }, /max_tokens: has to be at most 32000/],
    ['to be kept there', { ...chat, store: true }, /store: has to be false/],
  ]
  const assignment = anAssignment()
  const run = { assignment: { ...assignment, model: { ...assignment.model, api: 'chat' as const } } }
  test.each(cases)('%s', async (_, body, why) => {
    const stage = await setStage((response) => response.end(), { model: { api: 'chat' } })
    const { token } = await stage.run(run)
    const answer = await send(stage, token, body, { path: '/model/v1/chat/completions' })
    expect(answer.status).toBe(400)
    expect(await refusal(answer)).toMatch(why)
    expect(stage.asked).toEqual([])
  })
})

test('a key that stands there twice means one thing: what was checked is what is sent', async () => {
  const stage = await answers()
  const { token } = await stage.run()
  await send(stage, token, `{"model":"gpt-5.5-pro","store":true,${JSON.stringify(honest).slice(1)}`)
  const [{ body } = { body: Buffer.from('') }] = stage.asked
  expect(body.toString().match(/"(model|store)"/g)).toEqual(['"model"', '"store"'])
  expect(JSON.parse(body.toString())).toMatchObject({ model: 'gpt-5.5', store: false })
})

test('caches of prompts are not shared between installations', async () => {
  const stage = await answers()
  for (const installation of [1, 2, 2]) {
    const { token } = await stage.run({ installation })
    await (await send(stage, token, { ...honest, prompt_cache_key: 'reins-abc' })).text()
  }
  const [one, two, three] = stage.asked.map(({ body }) => JSON.parse(body.toString()).prompt_cache_key)
  expect(one).not.toBe(two)
  expect(two).toBe(three)
})

test.each([
  ['another type', { 'content-type': 'text/plain' }, JSON.stringify(honest)],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'model=gpt-5.5'],
  ['something packed', { 'content-encoding': 'gzip' }, gzipSync(JSON.stringify(honest))],
])('%s is not read', async (_, headers, body) => {
  const stage = await answers()
  const { token } = await stage.run()
  expect(await refusal(await send(stage, token, body, { headers }))).toBe(
    '415 not_read: Send the request as plain application/json.',
  )
})

test.each([
  '/model/v1/models',
  '/model/v1/files',
  '/model/v1/responses/resp_1',
  '/model/v1/responses/resp_1/cancel',
  '/model/v1/embeddings',
  '/model/v1/batches',
  '/model/v1//responses',
  '/model/v1/../v1/chat/completions/',
  '/v1/responses',
])('there is no %s', async (path) => {
  const stage = await answers()
  const { token } = await stage.run()
  expect((await send(stage, token, honest, { path })).status).toBe(404)
  expect(stage.asked).toEqual([])
})

test('a prompt of more than 16 MB is refused, said beforehand or not', async () => {
  const stage = await answers()
  const { token, key } = await stage.run()
  const large = JSON.stringify({ ...honest, instructions: 'x'.repeat(17 * 1024 * 1024) })
  expect(await refusal(await send(stage, token, large))).toBe('413 not_read: The body is larger than 16 MB.')
  const unsaid = await fetch(`${stage.url}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: ReadableStream.from(
      (function* () {
        for (let sent = 0; sent < 17; sent++) yield Buffer.alloc(1024 * 1024, 'x')
      })(),
    ),
    duplex: 'half',
  } as RequestInit)
  expect(unsaid.status).toBe(413)
  expect(await stage.usage(key)).toMatchObject({ requests: 0 })
})

describe('a flood', () => {
  test('of one run waits for its own answers', async () => {
    const stage = await setStage((response) => void response.writeHead(200, SSE).write('data: {}\n\n'))
    const { token } = await stage.run()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(stage, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, ...Array(18).fill(429)])
    const turnedAway = answers.find(({ status }) => status === 429) as Response
    expect(turnedAway.headers.get('retry-after')).toBe('1')
    expect(await refusal(turnedAway)).toBe(
      '429 one_at_a_time: A run makes one model call at a time. Wait for the last one.',
    )
    for (const answer of answers) if (answer.status === 200) await answer.body?.cancel()
    await until(async () => (await send(stage, token, 'no JSON')).status === 400)
  })

  test('of all runs is turned away before it is read', async () => {
    const stage = await setStage((response) => void response.writeHead(200, SSE).write('data: {}\n\n'), {
      atOnce: { run: 2, all: 2, bytes: 1e6 },
    })
    const runs = [await stage.run(), await stage.run(), await stage.run()]
    const answers = []
    for (const { token } of runs) answers.push(await send(stage, token))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 503])
    expect(await refusal(answers[2] as Response)).toMatch(/^503 busy: /)
    for (const answer of answers.slice(0, 2)) await answer.body?.cancel()
  })

  test('of large requests is turned away before they are read: together they have a size, too', async () => {
    const stage = await setStage((response) => void response.writeHead(200, SSE).write('data: {}\n\n'), {
      atOnce: { run: 2, all: 100, bytes: 1_000_000 },
    })
    const large = { ...honest, instructions: 'x'.repeat(600_000) }
    const rich = { assignment: anAssignment({ limits: { ...anAssignment().limits, cost: 50 } }) }
    const [one, two] = [await stage.run(rich), await stage.run(rich)]
    const first = await send(stage, one.token, large)
    expect(first.status).toBe(200)
    expect(await refusal(await send(stage, two.token, large))).toMatch(/^503 busy: /)
    await first.body?.cancel()
    await until(async () => (await send(stage, two.token, large)).status === 200)
  })

  test('of what is not allowed is not heard for ever', async () => {
    const stage = await answers()
    const { token } = await stage.run()
    for (let asked = 0; asked < 50; asked++)
      expect((await send(stage, token, { ...honest, background: true })).status).toBe(400)
    expect(await refusal(await send(stage, token))).toMatch(/^429 run_request_limit: /)
    expect(stage.asked).toEqual([])
    const { token: other } = await stage.run()
    expect((await send(stage, other)).status).toBe(200)
  })
})
