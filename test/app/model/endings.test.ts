import type { ServerResponse } from 'node:http'
import { expect, test } from '@jest/globals'
import { honest, refusal, SSE, send, setStage, until } from './stage.ts'

/** Whoever ends a call, the provider hears of it at once; and a run that is over gets no other. */

async function streaming(answer: (response: ServerResponse) => void = () => undefined) {
  let closed = false
  const stage = await setStage((response) => {
    response.on('close', () => {
      closed = true
    })
    response.writeHead(200, SSE).write('data: {"type":"first"}\n\n')
    answer(response)
  })
  const run = await stage.run()
  const response = await send(stage, run.token)
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>
  return { stage, run, reader, closed: () => closed, first: await reader.read() }
}

test('the first byte passes while the provider is still writing', async () => {
  const { first, closed, reader } = await streaming()
  expect(Buffer.from(first.value ?? []).toString()).toBe('data: {"type":"first"}\n\n')
  expect(closed()).toBe(false)
  await reader.cancel()
})

test.each(['reported', 'cancelled', 'timed_out', 'failed'] as const)(
  'a run that becomes %s takes its calls with it',
  async (to) => {
    const { stage, run, reader, closed } = await streaming()
    await stage.runs.move(run.key, { to, cause: 'a test', actor: 'ada' })
    await expect(reader.read()).rejects.toThrow()
    await until(closed)
    expect(await refusal(await send(stage, run.token))).toBe(
      `403 run_ended: The run is ${to}; it makes no more model calls.`,
    )
    expect((await stage.runs.get(run.key))?.reserved).toBe(0)
    expect((await stage.usage(run.key)).cost).toBeGreaterThan(0)
  },
)

test('a run that ends while its request is being sent does not make the call', async () => {
  const { stage } = await streaming()
  const { key, token } = await stage.run()
  const text = JSON.stringify(honest)
  const answer = await fetch(`${stage.url}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: ReadableStream.from(
      (async function* () {
        yield Buffer.from(text.slice(0, 50))
        await stage.runs.move(key, { to: 'cancelled', cause: 'a test', actor: 'ada' })
        yield Buffer.from(text.slice(50))
      })(),
    ),
    duplex: 'half',
  } as RequestInit)
  expect(await refusal(answer)).toMatch(/^403 run_ended/)
  expect(stage.asked).toHaveLength(1)
})

test('an app that stops hangs up, and begins nothing', async () => {
  const { stage, run, reader, closed } = await streaming()
  stage.gateway.close()
  await expect(reader.read()).rejects.toThrow()
  await until(closed)
  expect(await refusal(await send(stage, run.token))).toMatch(/^503 stopping: /)
})

test('a runner that does not read does not fill the app’s memory: the provider waits', async () => {
  let written = 0
  let waits = false
  const { reader, closed } = await streaming((response) => {
    const piece = Buffer.alloc(64 * 1024, 'x')
    const more = () => {
      if (response.destroyed) return
      written += piece.length
      waits = !response.write(piece)
      if (!waits) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  })
  // It stands still when nothing more is taken in: as much as the sockets between hold.
  let before = -1
  while (before !== written) {
    before = written
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect(waits).toBe(true)
  expect(written).toBeLessThan(48 * 1024 * 1024)
  await reader.cancel()
  await until(closed)
})

test('a token that expired is refused with why, and one nobody knows too', async () => {
  let now = 1_000
  const stage = await setStage((response) => response.end(), { now: () => now })
  const { token } = await stage.run()
  now += 3_600_001
  expect(await refusal(await send(stage, token))).toBe(
    '401 not_this_run: This run token has expired: the time of its run is over.',
  )
  expect(await refusal(await send(stage, 'reins_guess'))).toMatch(
    /^401 not_this_run: This run token is not good here/,
  )
  expect(stage.asked).toEqual([])
})
