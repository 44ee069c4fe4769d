import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startModelServer } from '../../playground/model/start-model-server.ts'
import { begin, type Story } from './kit.ts'

/** The runner talks to the model through the app, which holds the key and counts the money. */

let provider: Awaited<ReturnType<typeof startModelServer>>
beforeAll(async () => {
  provider = await startModelServer({
    script: [{ say: 'one' }, { say: 'two' }, { say: 'three' }],
    models: ['gpt-5.5'],
    apiKey: 'sk-operator',
  })
})
afterAll(() => provider.close())

const served = (): Promise<Story> => begin({ variables: { OPENAI_BASE_URL: `${provider.url}/v1` } })
const question = {
  model: 'gpt-5.5',
  stream: true,
  store: false,
  input: [{ role: 'user', content: 'Hello' }],
  max_output_tokens: 1_000,
}
const ask = (story: Story, token: string, body: unknown = question, signal?: AbortSignal) =>
  fetch(`${story.app.url}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })

test('the answer streams through to a runner that has only its run token', async () => {
  const story = await served()
  const runner = await story.running()
  const answer = await ask(story, runner.token)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('event: response.completed')
})

test('what was really spent stands in the end, not what the runner says', async () => {
  const story = await served()
  const runner = await story.running()
  await (await ask(story, runner.token)).text()
  await runner.report({
    usage: { requests: 1, inputTokens: 1, cachedTokens: 0, outputTokens: 1, cost: 0 },
  })
  const [pull] = story.github.read.pullRequests(story.repository)
  expect(pull?.body).toMatch(/\| cost \| 0\.00\d+ USD of 5\.00 USD \|/)
  expect(pull?.body).not.toContain('| cost | 0.0000 USD')
})

test('without a run there is no model', async () => {
  const story = await served()
  expect((await ask(story, 'reins_guess')).status).toBe(401)
  expect((await ask(story, '')).status).toBe(401)
})

test('a run that somebody stops loses its model at once', async () => {
  const story = await served()
  const runner = await story.running()
  await story.github.closeIssue(story.repository, story.issue, 'ada')
  await story.settled()
  const answer = await ask(story, runner.token)
  expect([answer.status, await answer.json()]).toEqual([
    403,
    {
      error: {
        message: 'The run is stopped; it makes no more model calls.',
        type: 'reins',
        code: 'run_ended',
      },
    },
  ])
})

test('the answer is not held back, and a runner that hangs up hangs up on the provider', async () => {
  let hungUp = () => {}
  const ended = new Promise<void>((resolve) => {
    hungUp = resolve
  })
  const slow = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"type":"first"}\n\n')
    response.on('close', hungUp)
  })
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const { port } = slow.address() as AddressInfo
  const story = await begin({ variables: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` } })
  const runner = await story.running()
  const hangUp = new AbortController()
  const answer = await ask(story, runner.token, question, hangUp.signal)
  const first = await answer.body?.getReader().read()
  expect(Buffer.from(first?.value ?? []).toString()).toBe('data: {"type":"first"}\n\n')
  hangUp.abort()
  await ended
  slow.close()
})
