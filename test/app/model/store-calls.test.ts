import { expect, test } from '@jest/globals'
import type { RunStore } from '../../../app/runs/run-store.ts'
import { completed, refusal, SSE, send, setStage } from './stage.ts'

/** A store may be a database: each call to it stands before the first byte. */

test('until the provider is asked, the store is asked whose token it is and what may be spent, and nothing else', async () => {
  const called: string[] = []
  const stage = await setStage((response) => {
    called.push('provider')
    response.writeHead(200, SSE).end(completed({ input: 10, output: 2 }))
  })
  const { key, token } = await stage.run()
  for (const [name, method] of Object.entries(stage.runs) as [keyof RunStore, () => unknown][])
    Object.assign(stage.runs, {
      [name]: (...given: []) => {
        called.push(name)
        return method(...given)
      },
    })
  expect((await send(stage, token)).status).toBe(200)
  expect(called.slice(0, called.indexOf('provider'))).toEqual(['byToken', 'updateInMonth'])
  expect(await stage.usage(key)).toMatchObject({ requests: 1, inputTokens: 10, outputTokens: 2 })
})

test('a run that ends after its token was found makes no call', async () => {
  const stage = await setStage((response) => response.writeHead(200, SSE).end())
  const { key, token } = await stage.run()
  const { byToken } = stage.runs
  stage.runs.byToken = async (hash) => {
    const found = await byToken(hash)
    await stage.runs.move(key, { to: 'cancelled', cause: 'stopped', actor: 'ada' })
    return found
  }
  expect(await refusal(await send(stage, token))).toBe(
    '403 run_ended: The run is cancelled; it makes no more model calls.',
  )
  expect(stage.asked).toEqual([])
  expect(await stage.usage(key)).toMatchObject({ requests: 0, cost: 0 })
})
