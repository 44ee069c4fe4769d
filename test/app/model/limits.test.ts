import { describe, expect, test } from '@jest/globals'
import { addUsage, noUsage } from '../../../core/run/usage.ts'
import { anAssignment, aRun } from '../a-run.ts'
import { completed, honest, PRICE, refusal, SSE, send, setStage, until } from './stage.ts'

/** The call that could pass a limit is not made, whoever else is calling; and what was taken is counted, however it ended. */

const limited = (cost: number, month: number | null = null) => {
  const assignment = anAssignment({ limits: { ...anAssignment().limits, cost } })
  return { assignment, rules: { ...assignment.harness, budget: { month, concurrent: null } } }
}
/** A cent and a half: one answer of 500 tokens. */
const HALF = { ...honest, max_output_tokens: 500 }
const hangs = () => setStage((response) => void response.writeHead(200, SSE).write('data: {}\n\n'))

test('two calls at the same time cannot both take the last of the money', async () => {
  const stage = await hangs()
  const { token, key } = await stage.run(limited(0.02))
  const answers = await Promise.all([send(stage, token, HALF), send(stage, token, HALF)])
  const [first, second] = answers.toSorted((a, b) => a.status - b.status)
  expect(first?.status).toBe(200)
  // The second may be shorter, or there may be nothing left for it.
  const asked = stage.asked.map(({ body }) => JSON.parse(body.toString()).max_output_tokens)
  expect(asked.reduce((sum, one) => sum + one, 0) * PRICE.output).toBeLessThanOrEqual(0.02 * 1e6)
  expect((await stage.runs.get(key))?.reserved).toBeLessThanOrEqual(0.02)
  await first?.body?.cancel()
  await second?.body?.cancel()
})

test('runs of one repository at the same time stay within its month together; another repository is not touched', async () => {
  const stage = await hangs()
  const one = await stage.run(limited(5, 0.02))
  const two = await stage.run(limited(5, 0.02))
  const other = anAssignment({ repository: { ...anAssignment().repository, id: 99 } })
  const three = await stage.run({ ...limited(5, 0.02), assignment: other })
  const held = await send(stage, one.token, HALF)
  expect(held.status).toBe(200)
  expect((await stage.runs.get(one.key))?.reserved).toBeGreaterThan(0.015)
  expect(await refusal(await send(stage, two.token, { ...HALF, instructions: 'x'.repeat(4_000) }))).toBe(
    '429 run_cost_limit: The spend limit of this repository, 0.02 USD a month, leaves too little for another call: its runs took or may take 0.02 USD.',
  )
  const elsewhere = await send(stage, three.token, HALF)
  expect(elsewhere.status).toBe(200)
  await held.body?.cancel()
  await elsewhere.body?.cancel()
})

test('of two runs that begin at once, the second sees what the first may take', async () => {
  const stage = await hangs()
  const seen: number[] = []
  const make = (key: string) => (spending: { reserved: number }) => {
    seen.push(spending.reserved)
    return aRun({ key, ...limited(5) })
  }
  await Promise.all([
    stage.runs.admit(2, '1970-01', make('a'.repeat(26))),
    stage.runs.admit(2, '1970-01', make('b'.repeat(26))),
  ])
  expect(seen).toEqual([0, 5])
})

test('a prompt counts at a token a byte until its parts were counted; then only what is new does', async () => {
  const stage = await setStage((response) =>
    response.writeHead(200, SSE).end(completed({ input: 1_000, output: 10 })),
  )
  const long = Array.from({ length: 10 }, (_, at) => ({
    role: 'user',
    content: `${at} ${'word '.repeat(800)}`,
  }))
  // 40 kB: 0.2 USD at most, 0.005 USD once counted.
  const { token, key } = await stage.run(limited(0.25))
  expect((await send(stage, token, { ...HALF, input: long })).status).toBe(200)
  const poor = addUsage(noUsage, { ...noUsage, requests: 1, cost: 0.2 })
  const { token: stranger } = await stage.run({ ...limited(0.25), usage: poor })
  expect(await refusal(await send(stage, stranger, { ...HALF, input: long }))).toMatch(/^429 run_cost_limit/)
  await stage.runs.update(key, () => ({ usage: poor }))
  // It grew, and lost an old output.
  const grown = [...long.slice(1), { role: 'user', content: 'new' }]
  expect((await send(stage, token, { ...HALF, input: grown })).status).toBe(200)
  // The same part many times over was not counted so often.
  const repeated = [...long, ...long, ...long]
  expect(await refusal(await send(stage, token, { ...HALF, input: repeated }))).toMatch(/^429 run_cost_limit/)
  expect(stage.asked).toHaveLength(2)
})

test('so many requests, and no more', async () => {
  const stage = await hangs()
  const usage = { ...noUsage, requests: 500 }
  const { token } = await stage.run({ usage })
  expect(await refusal(await send(stage, token))).toBe(
    '429 run_request_limit: The spend limit of model calls for this run is reached.',
  )
  expect(stage.asked).toEqual([])
})

describe('what is counted', () => {
  const counted = async (
    answer: Parameters<typeof setStage>[0],
    use: (answer: Response) => Promise<unknown>,
  ) => {
    const stage = await setStage(answer)
    const { token, key } = await stage.run()
    await use(await send(stage, token))
    await until(async () => (await stage.usage(key)).requests === 1)
    expect((await stage.runs.get(key))?.reserved).toBe(0)
    return stage.usage(key)
  }

  test('a refusal costs nothing, and is a request', async () => {
    const usage = await counted(
      (response) => response.writeHead(500).end(),
      (answer) => answer.text(),
    )
    expect(usage).toMatchObject({ requests: 1, inputTokens: 0, cost: 0 })
  })

  test('an answer that breaks off is charged for what it can have taken', async () => {
    const usage = await counted(
      (response) =>
        void response.writeHead(200, SSE).write(`data: ${'x'.repeat(1_600)}\n\n`, () => response.destroy()),
      (answer) => answer.text().catch(() => ''),
    )
    expect(usage.inputTokens).toBeGreaterThan(50)
    expect(usage.outputTokens).toBeGreaterThanOrEqual(100)
  })

  test('so is one that nobody reads to its end, and one whose provider counts nothing', async () => {
    const hungUp = await counted(
      (response) => void response.writeHead(200, SSE).write('data: {}\n\n'),
      (answer) => answer.body?.cancel() as Promise<void>,
    )
    const zero = await counted(
      (response) => response.writeHead(200, SSE).end(completed({ input: 0, output: 0 })),
      (answer) => answer.text(),
    )
    for (const usage of [hungUp, zero]) {
      expect(usage.inputTokens).toBeGreaterThan(50)
      expect(usage.cost).toBeGreaterThan(0)
    }
  })

  test('a runner that hangs up before the answer begins has asked all the same', async () => {
    const stage = await setStage(() => undefined)
    const { token, key } = await stage.run()
    const hangUp = new AbortController()
    const asking = send(stage, token, honest, { signal: hangUp.signal }).catch(() => null)
    await until(() => stage.asked.length === 1)
    hangUp.abort()
    await asking
    await until(async () => (await stage.usage(key)).requests === 1)
    expect((await stage.usage(key)).cost).toBeGreaterThan(0)
  })

  test('more cached than read, or no number at all, is no discount', async () => {
    const usage = await counted(
      (response) => response.writeHead(200, SSE).end(completed({ input: 100, cached: 9e9, output: -5 })),
      (answer) => answer.text(),
    )
    expect(usage).toMatchObject({ inputTokens: 100, cachedTokens: 100, outputTokens: 0 })
  })
})
