import { gzipSync } from 'node:zlib'
import { expect, jest, test } from '@jest/globals'
import { completed, operatorKey, refusal, SSE, send, setStage, until } from './stage.ts'

/** A provider, or whatever answers in its place, may send anything: the outcome is said, the key stays, nothing is endless. */

test('a redirect is not followed, and the operator is told', async () => {
  const reached: string[] = []
  const stage = await setStage((response, { request }) => {
    reached.push(request.url ?? '')
    response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end()
  })
  const { token, key } = await stage.run()
  expect(await refusal(await send(stage, token))).toBe(
    `404 provider_redirect: ${stage.provider} answers with a redirect (307), which is not followed with a key. Set the base URL to where it leads.`,
  )
  expect(reached).toEqual(['/v1/responses'])
  expect(await stage.usage(key)).toMatchObject({ requests: 1, cost: 0 })
})

test('a page instead of a stream is said to be one', async () => {
  const stage = await setStage((response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
  )
  const { token } = await stage.run()
  expect(await refusal(await send(stage, token))).toBe(
    `502 provider_no_stream: ${stage.provider} answered 200 with text/html instead of an event stream. Check the base URL and the API style. ${stage.provider} says: Sign in`,
  )
})

test('an error with status 200 keeps its code, and is no success', async () => {
  const body = { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } }
  const stage = await setStage((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  )
  const { token, key } = await stage.run()
  expect(await refusal(await send(stage, token))).toMatch(
    /^502 insufficient_quota: .*You exceeded your current quota$/,
  )
  expect(await stage.usage(key)).toMatchObject({ requests: 1, cost: 0 })
})

test('an answer that is whole but no stream is charged', async () => {
  const body = { output: [], usage: { input_tokens: 100, output_tokens: 10 } }
  const stage = await setStage((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  )
  const { token, key } = await stage.run()
  expect((await send(stage, token)).status).toBe(502)
  expect(await stage.usage(key)).toMatchObject({ inputTokens: 100, outputTokens: 10 })
})

test.each([
  ['nothing at all', 204, {}],
  ['a status nobody knows', 799, {}],
  ['an empty stream of another type', 200, { 'content-type': 'application/octet-stream' }],
])('%s is a failure', async (_, status, headers) => {
  const stage = await setStage((response) => response.writeHead(status, headers).end())
  const { token } = await stage.run()
  expect(await refusal(await send(stage, token))).toMatch(/^502 provider_no_stream: /)
})

test('a bomb in a refusal is unpacked no further than its first words', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'boom '))
  const stage = await setStage((response) =>
    response.writeHead(500, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(bomb),
  )
  const { token } = await stage.run()
  const before = process.memoryUsage.rss()
  expect(await refusal(await send(stage, token))).toMatch(/^500 null: 127\.0\.0\.1:\d+ says: boom boom/)
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
})

test('a refusal that never ends is cut, and its connection is given up', async () => {
  let gaveUp = false
  const stage = await setStage((response) => {
    response.writeHead(500, { 'content-type': 'text/plain' })
    const more = () => {
      if (!response.destroyed && response.write('no '.repeat(10_000))) setImmediate(more)
    }
    response.on('drain', more).on('close', () => {
      gaveUp = true
    })
    more()
  })
  const { token } = await stage.run()
  const said = await refusal(await send(stage, token))
  expect(said.length).toBeLessThan(1_200)
  await until(() => gaveUp)
})

test('a stream that never ends is ended, at the provider too, and charged', async () => {
  let gaveUp = false
  const stage = await setStage(
    (response) => {
      response.writeHead(200, SSE)
      const more = () => {
        if (!response.destroyed && response.write(`data: {"delta":"${'x'.repeat(10_000)}"}\n\n`))
          setImmediate(more)
      }
      response.on('drain', more).on('close', () => {
        gaveUp = true
      })
      more()
    },
    { times: { idle: 60_000, most: 1_000_000 } },
  )
  const { token, key } = await stage.run()
  const answer = await send(stage, token)
  await expect(answer.text()).rejects.toThrow()
  await until(() => gaveUp)
  expect((await stage.usage(key)).outputTokens).toBe(1_000)
  expect((await stage.runs.get(key))?.reserved).toBe(0)
})

test('an answer that breaks off breaks off for the runner too, and nothing is printed past the app’s log', async () => {
  const printed = [jest.spyOn(console, 'error'), jest.spyOn(console, 'info')]
  const stage = await setStage(
    (response) =>
      void response.writeHead(200, SSE).write('data: {"type":"first"}\n\n', () => response.destroy()),
  )
  const { token } = await stage.run()
  const { body } = await send(stage, token)
  const passed: string[] = []
  const all = async () => {
    for await (const piece of body ?? []) passed.push(Buffer.from(piece).toString())
  }
  await expect(all()).rejects.toThrow()
  expect(passed).toEqual(['data: {"type":"first"}\n\n'])
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
  }
})

test('a line that never ends is not kept', async () => {
  const piece = 'x'.repeat(1024 * 1024)
  const stage = await setStage((response) => {
    response.writeHead(200, SSE)
    for (let written = 0; written < 12; written++) response.write(piece)
    response.end(`\n\n${completed({ input: 10, output: 3 })}`)
  })
  const { token, key } = await stage.run()
  expect((await (await send(stage, token)).text()).length).toBeGreaterThan(12 * 1024 * 1024)
  expect(await stage.usage(key)).toMatchObject({ inputTokens: 10, outputTokens: 3 })
})

test('a provider that falls silent is given up, before the answer or in it', async () => {
  for (const begins of [false, true]) {
    const stage = await setStage(
      (response) => void (begins && response.writeHead(200, SSE).write('data: {"type":"first"}\n\n')),
      { times: { idle: 300, most: 1_000_000 } },
    )
    const { token, key } = await stage.run()
    const answer = await send(stage, token)
    if (begins) await expect(answer.text()).rejects.toThrow()
    else
      expect(await refusal(answer)).toBe(
        `504 provider_silent: ${stage.provider} did not answer in time. Try again.`,
      )
    expect((await stage.usage(key)).cost).toBeGreaterThan(0)
  }
})

test('what it echoes of the key is taken out of streams, however it is cut, and of refusals', async () => {
  const said = `data: {"error":"bad key ${operatorKey}!"}\n\n`
  for (const at of [0, 24, 30, 40, 52]) {
    const stage = await setStage((response) => {
      response.writeHead(200, SSE).write(said.slice(0, at))
      setTimeout(() => response.end(said.slice(at)), 20)
    })
    const { token } = await stage.run()
    expect(await (await send(stage, token)).text()).toBe('data: {"error":"bad key ***!"}\n\n')
  }
  const stage = await setStage((response) =>
    response
      .writeHead(400, { 'content-type': 'application/json', 'retry-after': operatorKey.slice(0, 5) })
      .end(
        JSON.stringify({ error: { message: `key=${operatorKey}`, type: operatorKey, code: operatorKey } }),
      ),
  )
  const { token } = await stage.run()
  const answer = await send(stage, token)
  expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(operatorKey)
})

test('headers of the provider do not pass, but how long to wait', async () => {
  const headers = {
    'retry-after': '7',
    'retry-after-ms': '7000',
    'set-cookie': 'a=b',
    'openai-organization': 'acme',
  }
  const stage = await setStage((response) => response.writeHead(429, headers).end('{}'))
  const { token } = await stage.run()
  const answer = await send(stage, token)
  expect(
    ['retry-after', 'retry-after-ms', 'set-cookie', 'openai-organization'].map((name) =>
      answer.headers.get(name),
    ),
  ).toEqual(['7', '7000', null, null])
  // The runner tries again, not the app: five tries are five.
  expect(stage.asked).toHaveLength(1)
})
