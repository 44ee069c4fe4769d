import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import type { Message, Model } from '../../../action/agent/models/model.ts'
import { prompt, toolResult } from '../../../core/clean/prompt.ts'
import { source } from '../../../core/clean/source.ts'
import { startModelServer } from '../../../playground/model/start-model-server.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import { call, KEY, modelOf } from './stage.ts'

const APIS = ['responses', 'chat'] as const
const TOOL = {
  name: 'shell',
  description: 'Runs it.',
  parameters: {
    type: 'object',
    properties: { command: { type: 'string' } },
    required: ['command'],
    additionalProperties: false,
  },
}

describe.each(APIS)('%s', (api) => {
  async function play(
    script: Turn[],
    {
      messages = [{ role: 'user', text: prompt`go` }],
      budget,
      signal = new AbortController().signal,
      ...options
    }: {
      messages?: Message[]
      budget?: number
      signal?: AbortSignal
      token?: string
      name?: string
      idle?: number
      window?: number
    } = {},
  ) {
    const server = await startModelServer({ script, models: ['m'], apiKey: KEY })
    const slept: number[] = []
    const model = modelOf(server, { api, sleep: async (ms) => void slept.push(Math.round(ms)), ...options })
    const ask = (given = messages) =>
      model.answer({
        ...{ instructions: prompt`Be brief.`, tools: [TOOL], messages: given, signal },
        ...(budget !== undefined && { budget }),
      })
    try {
      const answer = await ask()
      const next = await ask([
        ...messages,
        ...(answer.kind === 'answer'
          ? [
              { role: 'answer' as const, raw: answer.raw },
              ...answer.calls.map(({ id }) => ({ role: 'tool' as const, id, text: prompt`done` })),
            ]
          : []),
      ])
      return { answer, next, slept, requests: server.requests() }
    } finally {
      await server.close()
    }
  }

  test('text, calls, their ids and usage come from the stream; what came goes back', async () => {
    const { answer, next, requests } = await play([
      { say: 'I look. ä😀', call: [call('shell', { command: 'ls' }), call('shell', { command: 'pwd "ü"' })] },
      { say: 'Over.' },
    ])
    expect(answer).toMatchObject({
      ...{ kind: 'answer', text: 'I look. ä😀', cut: false },
      calls: [
        { name: 'shell', arguments: '{"command":"ls"}' },
        { name: 'shell', arguments: JSON.stringify({ command: 'pwd "ü"' }) },
      ],
      usage: {
        requests: 1,
        inputTokens: requests[0]!.usage!.input,
        outputTokens: requests[0]!.usage!.output,
      },
    })
    expect(next).toMatchObject({ kind: 'answer', text: 'Over.' })
    expect(requests.map(({ status }) => status)).toEqual([200, 200])
    expect(next.usage.cachedTokens).toBeGreaterThan(0)
  })

  test('nothing is stored at the provider, and the rest of the budget bounds the answer', async () => {
    const { requests } = await play([{ say: 'x' }], { budget: 0.1 })
    const body = requests[0]!.body as Record<string, number>
    if (api === 'responses')
      expect(body).toMatchObject({ store: false, include: ['reasoning.encrypted_content'] })
    const most = (body.max_output_tokens ?? body.max_completion_tokens)!
    expect((most * 10 + requests[0]!.usage!.input) / 1e6).toBeLessThanOrEqual(0.1)
    expect(most).toBeGreaterThan(9_000)
  })

  test('busy and failing providers are asked again, ever later, or when they say', async () => {
    const { answer, slept } = await play([
      { fault: { status: 500 } },
      { fault: { status: 503 } },
      { fault: { status: 429, retryAfter: 7 } },
      { fault: { status: 529 } },
      { say: 'At last.' },
    ])
    expect(answer).toMatchObject({ kind: 'answer', text: 'At last.', usage: { requests: 5 } })
    expect(slept).toEqual([500, 1_000, 7_000, 4_000])
  })

  test('five tries, then a sentence', async () => {
    const { answer } = await play(Array(5).fill({ fault: { status: 500 } }))
    expect(answer).toMatchObject({ kind: 'failed', cause: 'provider', usage: { requests: 5 } })
    expect(answer).toMatchObject({
      detail: expect.stringMatching(/^The provider failed \(500\): .*Run again later\. Tried 5 times\.$/),
    })
  })

  test('a wait of more than five minutes is not waited', async () => {
    const { answer, slept } = await play([{ fault: { status: 429, retryAfter: 3_600 } }])
    expect(answer).toMatchObject({
      cause: 'provider',
      detail: expect.stringContaining('asks to wait 60 minutes'),
    })
    expect(slept).toEqual([])
  })

  test.each([
    [
      { status: 429, code: 'insufficient_quota' },
      'provider',
      /^Credit or a spend limit at the provider is used up/,
    ],
    [{ status: 400, code: 'context_length_exceeded' }, 'context', /no longer fits the model/],
    [{ status: 401, message: 'No.' }, 'provider', /did not accept the key \(401\): No\. Set a valid key/],
    [{ status: 403 }, 'provider', /^The model may not be used \(403\)/],
    [{ status: 400, message: 'bad' }, 'provider', /refused the request \(400\): bad\. Check/],
    [{ status: 413 }, 'context', /no longer fits/],
    [
      { status: 429, code: 'run_cost_limit', message: 'The limit of this run is reached.' },
      'limit',
      /^The limit of this run/,
    ],
  ])('%j is final: %s', async (fault, cause, detail) => {
    const { answer, slept } = await play([{ fault }])
    expect(answer).toMatchObject({
      kind: 'failed',
      cause,
      detail: expect.stringMatching(detail),
      usage: { requests: 1 },
    })
    expect(slept).toEqual([])
  })

  test('a wrong key and an unknown model are final', async () => {
    expect((await play([{ say: 'x' }], { token: 'sk-wrong' })).answer).toMatchObject({
      detail: expect.stringContaining('(401)'),
    })
    expect((await play([{ say: 'x' }], { name: 'gpt-0' })).answer).toMatchObject({
      detail: expect.stringMatching(/\(40[04]\).*gpt-0/),
    })
  })

  test('a stream that breaks off is asked again, and what it cost is counted', async () => {
    const { answer, slept } = await play([{ say: 'A long answer.', fault: { cut: true } }, { say: 'Whole.' }])
    expect(answer).toMatchObject({ kind: 'answer', text: 'Whole.', usage: { requests: 2 } })
    expect(answer.usage.inputTokens).toBeGreaterThan(0)
    expect(slept).toEqual([500])
  })

  test('a stream that falls silent is broken and asked again', async () => {
    const { answer } = await play([{ say: 'x', fault: { hang: 20_000 } }, { say: 'Here.' }], { idle: 200 })
    expect(answer).toMatchObject({ kind: 'answer', text: 'Here.', usage: { requests: 2 } })
  })

  test('an answer that fails on the way is asked again when that can help', async () => {
    const { answer } = await play([{ say: 'x', fault: { failed: 'server_error' } }, { say: 'Here.' }])
    expect(answer).toMatchObject({ kind: 'answer', text: 'Here.' })
    const spent = await play([{ say: 'x', fault: { failed: 'insufficient_quota' } }])
    expect(spent.answer).toMatchObject({ cause: 'provider', detail: expect.stringContaining('Credit') })
    expect(spent.slept).toEqual([])
  })

  test('empty and unreadable answers are told apart, counted, and not asked again here', async () => {
    const empty = await play([{ fault: { empty: true } }])
    expect(empty.answer).toMatchObject({ cause: 'empty', usage: { requests: 1 } })
    expect(empty.answer.usage.inputTokens).toBeGreaterThan(0)
    expect((await play([{ say: 'x', fault: { malformed: true } }])).answer).toMatchObject({
      cause: 'malformed',
    })
  })

  test('an answer that ends at its length limit says so, and the conversation can go on', async () => {
    const { answer, next } = await play([
      { say: 'A very long story', call: [call('shell', { command: 'ls' })], fault: { length: true } },
      { say: 'Next.' },
    ])
    expect(answer).toMatchObject({ kind: 'answer', cut: true, calls: [] })
    expect(next).toMatchObject({ kind: 'answer', text: 'Next.' })
  })

  test('a call that the budget or the window cannot bear is not made', async () => {
    const poor = await play([{ say: 'x' }], { budget: 0.0001 })
    expect(poor.answer).toMatchObject({ cause: 'limit', usage: { requests: 0 } })
    const small = await play([{ say: 'x' }], {
      window: 1_000,
      messages: [{ role: 'user', text: toolResult(source('x'.repeat(4_000))) }],
    })
    expect(small.answer).toMatchObject({
      cause: 'context',
      detail: expect.stringContaining('85 % of the model'),
    })
    expect([...poor.requests, ...small.requests]).toEqual([])
  })

  test('it can be cancelled before and during', async () => {
    expect((await play([{ say: 'x' }], { signal: AbortSignal.abort() })).answer).toMatchObject({
      cause: 'cancelled',
    })
    const during = await play([{ say: 'x', fault: { hang: 20_000 } }], { signal: AbortSignal.timeout(300) })
    expect(during.answer).toMatchObject({ cause: 'cancelled' })
  })
})

/** A server that answers everything the same way, as strangers do. */
async function against(
  answer: { status?: number; type?: string; headers?: Record<string, string>; body: string },
  act: (model: Model, count: () => number) => Promise<void>,
): Promise<void> {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    request.resume()
    response.writeHead(answer.status ?? 200, {
      'content-type': answer.type ?? 'text/event-stream',
      ...answer.headers,
    })
    response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    await act(modelOf({ url: `http://127.0.0.1:${port}` }, { sleep: async () => {} }), () => requests)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const REQUEST = { instructions: prompt``, tools: [], messages: [], signal: new AbortController().signal }

test('a page in place of a stream, a stream of nothing, events of another shape: never an exception', async () => {
  await against({ type: 'text/html', body: '<h1>Hello</h1>' }, async (model) => {
    expect(await model.answer(REQUEST)).toMatchObject({
      cause: 'malformed',
      detail: expect.stringContaining('got text/html'),
    })
  })
  await against({ body: '' }, async (model, count) => {
    expect(await model.answer(REQUEST)).toMatchObject({
      cause: 'provider',
      detail: expect.stringContaining('broke off'),
    })
    expect(count()).toBe(5)
  })
  for (const event of [
    'null',
    '1',
    '{}',
    '{"type":"response.output_item.done"}',
    '{"type":"response.completed"}',
  ])
    await against({ body: `data: ${event}\n\n` }, async (model) => {
      expect(await model.answer(REQUEST)).toMatchObject({ kind: 'failed' })
    })
  await against(
    { body: 'data: {"type":"response.completed","response":{"output":[{"type":"message"}]}}\n\n' },
    async (model) => {
      expect(await model.answer(REQUEST)).toMatchObject({
        cause: 'malformed',
        detail: expect.stringContaining('another shape'),
      })
    },
  )
})

test('a redirect is not followed: the token would go elsewhere', () =>
  against({ status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' }, async (model) => {
    expect(await model.answer(REQUEST)).toMatchObject({ kind: 'failed', cause: 'provider' })
  }))

test('a proxy error page and a plain sentence are told as they are', async () => {
  await against(
    { status: 502, type: 'text/html', body: '<html>Bad gateway</html>' },
    async (model, count) => {
      expect(await model.answer(REQUEST)).toMatchObject({ detail: expect.stringContaining('Bad gateway') })
      expect(count()).toBe(5)
    },
  )
  await against(
    { status: 403, type: 'application/json', body: '{"error":"The run has ended."}' },
    async (model) => {
      expect(await model.answer(REQUEST)).toMatchObject({
        detail: expect.stringContaining('(403): The run has ended.'),
      })
    },
  )
})

test('an address where nobody listens is asked again, then told', async () => {
  const model = modelOf({ url: 'http://127.0.0.1:9' }, { sleep: async () => {} })
  expect(await model.answer(REQUEST)).toMatchObject({
    cause: 'provider',
    detail: expect.stringMatching(
      /^The model at http:\/\/127\.0\.0\.1:9\/v1\/responses could not be reached .*Tried 5 times\.$/,
    ),
    usage: { requests: 5, cost: 0 },
  })
})

test('what our own app refuses is said in its words, without advice about a provider, and not tried again', async () => {
  for (const [status, message] of [
    [401, 'This run token has expired: the time of its run is over.'],
    [403, 'The run is cancelled; it makes no more model calls.'],
    [404, 'models.example answers with a redirect (307). Set the base URL to where it leads.'],
  ] as const) {
    const body = JSON.stringify({ error: { message, type: 'reins', code: 'run_ended' } })
    await against({ status, type: 'application/json', body }, async (model, requests) => {
      expect(await model.answer(REQUEST)).toMatchObject({
        kind: 'failed',
        cause: 'provider',
        detail: message,
      })
      expect(requests()).toBe(1)
    })
  }
})
