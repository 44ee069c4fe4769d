import { getRequestListener } from '@hono/node-server'
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import nock from 'nock'
import type { ServedModel } from '../../../app/config/models.ts'
import { runs as routes } from '../../../app/http/runs.ts'
import { createGateway } from '../../../app/model/gateway.ts'
import type { Reins } from '../../../app/reins.ts'
import type { Run } from '../../../app/runs/run.ts'
import type { RunStore } from '../../../app/runs/run-store.ts'
import { hashToken } from '../../../app/runs/run-token.ts'
import { startModelServer } from '../../../playground/model/start-model-server.ts'
import { aRunStore } from '../a-database.ts'
import { anAssignment, aRun, key } from '../a-run.ts'
import { serve as listen, until } from './stage.ts'

/** The model endpoint: the operator's key stays here, and a run's cost limit holds whatever the runner does. */

const operatorKey = 'sk-operator-secret-0123456789'
let provider: Awaited<ReturnType<typeof startModelServer>>
let runs: RunStore
let url: string
const token = 'reins_token_0123456789'

beforeEach(async () => {
  provider = await startModelServer({
    script: [{ say: 'one' }, { say: 'two' }, { say: 'three' }],
    models: ['gpt-5.5', 'gpt-5.4-mini'],
    apiKey: operatorKey,
  })
  await serve({})
})
afterEach(async () => {
  nock.cleanAll()
  await provider.close()
})
// The next file in this process has a nock of its own: two of them would answer every request twice.
afterAll(() => nock.restore())

async function serve(
  more: Partial<Run>,
  model: Partial<ServedModel> = {},
  others: ServedModel[] = [],
): Promise<void> {
  runs = await aRunStore({ now: () => 0 })
  const price = { input: 5, cached: 0.5, output: 30 }
  const gateway = createGateway({
    runs,
    now: () => 0,
    onError: (error) => {
      throw error
    },
    models: [
      {
        name: 'gpt-5.5',
        api: 'responses',
        baseUrl: `${provider.url}/v1`,
        key: operatorKey,
        price,
        window: 272_000,
        ...model,
      },
      ...others,
    ],
  })
  const hash = hashToken(token)
  await runs.create(aRun({ token: { hash, attempt: 1, until: 3_600_000 }, ...more }))
  const listener = getRequestListener(routes({ runs, gateway, now: () => 0 } as Reins).fetch)
  url = `http://${await listen(listener)}`
}

const honest = {
  model: 'gpt-5.5',
  stream: true,
  store: false,
  instructions: 'Be brief.',
  input: [{ role: 'user', content: 'Hello' }],
  max_output_tokens: 1_000,
}

/** Over HTTP, as a runner asks. */
async function begin(body: unknown = honest, api: 'responses' | 'chat' = 'responses') {
  return fetch(`${url}/model/v1/${api === 'chat' ? 'chat/completions' : 'responses'}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
async function ask(...given: Parameters<typeof begin>) {
  const answer = await begin(...given)
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}
const refusal = async (...given: Parameters<typeof ask>) => {
  const { status, text } = await ask(...given)
  const { error } = JSON.parse(text)
  return `${status} ${error.code}: ${error.message}`
}

test('a call gets the operator’s key, and the answer streams through', async () => {
  const { status, text, headers } = await ask()
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/event-stream')
  expect(text).toContain('response.completed')
  expect(provider.requests()).toHaveLength(1)
})

test('tokens and cost are counted from the stream, call by call', async () => {
  await ask()
  const once = (await runs.get(key))?.usage
  expect(once).toMatchObject({
    requests: 1,
    inputTokens: expect.any(Number),
    outputTokens: expect.any(Number),
  })
  expect(once?.cost).toBeGreaterThan(0)
  await ask()
  expect((await runs.get(key))?.usage.requests).toBe(2)
})

describe('refused before anything is sent', () => {
  const cases: [string, unknown, string][] = [
    [
      'another model',
      { ...honest, model: 'gpt-5.5-pro' },
      '403 wrong_model: This run was assigned gpt-5.5, no other model.',
    ],
    [
      'a stored response',
      { ...honest, store: true },
      '400 not_allowed: Not allowed through this endpoint: store: has to be false.',
    ],
    [
      'no word about storing',
      { ...honest, store: undefined },
      '400 not_allowed: Not allowed through this endpoint: store: has to be false.',
    ],
    [
      'no stream',
      { ...honest, stream: false },
      '400 not_allowed: Not allowed through this endpoint: stream: has to be true.',
    ],
    [
      'a tool of the provider',
      { ...honest, tools: [{ type: 'web_search' }] },
      '400 not_allowed: Not allowed through this endpoint: tools.0.type',
    ],
    [
      'an answer to go on from',
      { ...honest, previous_response_id: 'resp_1' },
      '400 not_allowed: Not allowed through this endpoint: the request: Unrecognized key: "previous_response_id"',
    ],
    ['work in the background', { ...honest, background: true }, '400 not_allowed: Not allowed'],
    ['a dearer service tier', { ...honest, service_tier: 'priority' }, '400 not_allowed: Not allowed'],
    [
      'a picture from an address',
      { ...honest, input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'http://evil' }] }] },
      '400 not_allowed: Not allowed',
    ],
    ['what is no JSON', '{', '400 not_allowed: The request is not JSON'],
  ]
  test.each(cases)('%s', async (_, body, sentence) => {
    expect(await refusal(body)).toContain(sentence)
    expect(provider.requests()).toEqual([])
  })

  test('the other API', async () => {
    expect(await refusal(honest, 'chat')).toBe('403 wrong_api: This run was assigned the responses API.')
  })

  test.each(['dispatched', 'reported', 'published', 'cancelled'] as const)(
    'a run that is %s',
    async (state) => {
      await serve({ state })
      expect(await refusal()).toBe(`403 run_ended: The run is ${state}; it makes no more model calls.`)
    },
  )

  test('a run that somebody stopped', async () => {
    await serve({ stop: 'ada closed the issue' })
    expect(await refusal()).toContain('403 run_ended: The run is stopped')
  })
})

describe('a run with roles', () => {
  const other = {
    ...{ name: 'gpt-5.4-mini', path: '/model/v1', window: 272_000 },
    price: { input: 1, cached: 0.1, output: 4 },
  }
  const withReviewer = (api: 'responses' | 'chat' = 'responses') =>
    serve({ assignment: anAssignment({ roles: { reviewer: { ...other, api } } }) }, {}, [
      { ...other, api, baseUrl: `${provider.url}/v1`, key: operatorKey },
    ])

  test('may call the models of its roles, each at its own price, and no other', async () => {
    await withReviewer()
    await ask()
    const first = (await runs.get(key)) as Run
    expect((await ask({ ...honest, model: 'gpt-5.4-mini' })).status).toBe(200)
    const { usage } = (await runs.get(key)) as Run
    const fresh = usage.inputTokens - first.usage.inputTokens
    const read = usage.cachedTokens - first.usage.cachedTokens
    const wrote = usage.outputTokens - first.usage.outputTokens
    expect(usage.cost - first.usage.cost).toBeCloseTo(((fresh - read) * 1 + read * 0.1 + wrote * 4) / 1e6, 9)
    expect(await refusal({ ...honest, model: 'gpt-5.5-pro' })).toBe(
      '403 wrong_model: This run was assigned gpt-5.5 and gpt-5.4-mini, no other model.',
    )
    expect(provider.requests().map(({ body }) => (body as { model: string }).model)).toEqual([
      'gpt-5.5',
      'gpt-5.4-mini',
    ])
  })

  test('calls each with the API it was assigned with', async () => {
    await withReviewer('chat')
    expect(await refusal({ ...honest, model: 'gpt-5.4-mini' })).toBe(
      '403 wrong_api: This run was assigned gpt-5.4-mini with the chat API.',
    )
  })

  test('of which one is not served any more is told so', async () => {
    await serve({ assignment: anAssignment({ roles: { reviewer: { ...other, api: 'responses' } } }) })
    expect(await refusal({ ...honest, model: 'gpt-5.4-mini' })).toBe(
      '404 model_not_served: gpt-5.4-mini is not served any more.',
    )
  })
})

describe('the cost limit', () => {
  const limited = (cost: number) => ({
    assignment: anAssignment({ limits: { ...anAssignment().limits, cost } }),
  })

  test('a call that could pass it is not made', async () => {
    await serve({
      ...limited(0.01),
      usage: { requests: 9, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: 0.0099 },
    })
    expect(await refusal()).toBe(
      '429 run_cost_limit: The spend limit of this run, 0.01 USD, leaves too little for another call: 0.01 USD are used.',
    )
    expect(provider.requests()).toEqual([])
  })

  test('an answer may be no longer than what is left can pay', async () => {
    await serve(limited(0.01))
    await ask({ ...honest, max_output_tokens: 32_000 })
    const [sent] = provider.requests()
    const asked = Number((sent?.body as { max_output_tokens?: number } | undefined)?.max_output_tokens)
    expect(asked).toBeGreaterThan(200)
    expect(asked * 30).toBeLessThanOrEqual(0.01 * 1e6)
  })
})

describe('when the provider fails', () => {
  const fail = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    nock(provider.url)
      .post('/v1/responses')
      .reply(status, body as nock.Body, headers)

  test('its words pass, the operator’s secrets do not', async () => {
    fail(401, {
      error: {
        message: `Incorrect API key provided: ${operatorKey}. org-AbCdEf123456`,
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      },
    })
    const { status, text } = await ask()
    expect(status).toBe(401)
    expect(JSON.parse(text)).toEqual({
      error: {
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ says: Incorrect API key provided: …\. …$/),
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      },
    })
  })

  test('a rate limit keeps its Retry-After', async () => {
    fail(429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } }, { 'retry-after': '7' })
    const { status, headers } = await ask()
    expect([status, headers.get('retry-after')]).toEqual([429, '7'])
    expect((await runs.get(key))?.usage).toMatchObject({ requests: 1, cost: 0 })
  })

  test('a page of a proxy is cut to its words', async () => {
    fail(503, '<html><body><h1>Service  Unavailable</h1></body></html>')
    expect(JSON.parse((await ask()).text).error.message).toMatch(
      /^127\.0\.0\.1:\d+ says: Service Unavailable$/,
    )
  })

  test('a provider that cannot be reached is said', async () => {
    await serve({}, { baseUrl: 'http://127.0.0.1:9/v1' })
    expect(await refusal()).toMatch(
      /^502 provider_unreachable: The model provider 127\.0\.0\.1:9 cannot be reached: ECONNREFUSED\.$/,
    )
  })
})

test('a stream nobody reads on is ended at the provider, and charged', async () => {
  const answer = await begin()
  await answer.body?.cancel()
  await until(async () => (await runs.get(key))?.usage.requests === 1)
  expect((await runs.get(key))?.usage).toMatchObject({ requests: 1, inputTokens: expect.any(Number) })
  expect((await runs.get(key))?.usage.cost).toBeGreaterThan(0)
})

test('a chat provider is asked for its usage, which it would not tell by itself', async () => {
  const assignment = anAssignment()
  await serve({ assignment: { ...assignment, model: { ...assignment.model, api: 'chat' } } }, { api: 'chat' })
  const { status } = await ask(
    {
      model: 'gpt-5.5',
      stream: true,
      messages: [{ role: 'user', content: 'Hello' }],
      max_completion_tokens: 500,
    },
    'chat',
  )
  expect(status).toBe(200)
  expect((await runs.get(key))?.usage.outputTokens).toBeGreaterThan(0)
})
