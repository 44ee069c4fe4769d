import { expect, test } from '@jest/globals'
import { begin } from '../kit.ts'
import { honest, SSE, serve, until } from './stage.ts'

/** An app that ends while an answer streams leaves nothing open; the run goes on where it was, and may spend no more than it could. */

test('an app that is stopped in the middle of an answer breaks it off; begun anew, it answers the same run, with what is left', async () => {
  let asked = 0
  let closed = 0
  const provider = await serve((request, response) => {
    asked++
    request.resume()
    response.on('close', () => closed++)
    response.writeHead(200, SSE).write('data: {"type":"first"}\n\n')
  })
  const story = await begin({ variables: { OPENAI_BASE_URL: `http://${provider}/v1` } })
  const runner = await story.running()
  const ask = () =>
    fetch(`${story.app.url}/model/v1/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${runner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(honest),
    })
  const reader = (await ask()).body?.getReader()
  await reader?.read()
  const rest = reader?.read().then(
    () => 'more',
    () => 'broken off',
  )
  await story.restarts()
  expect(await rest).toBe('broken off')
  await until(() => closed === 1)
  const again = (await ask()).body?.getReader()
  expect((await again?.read())?.done).toBe(false)
  expect(asked).toBe(2)
  const report = await runner.report()
  expect(report.body).toMatchObject({ conclusion: 'success' })
  // Both calls are counted, also the one whose end nobody saw.
  await story.settled()
  const [{ ledger } = { ledger: null }] = await story.database.query<{ ledger: unknown }>(
    'SELECT ledger FROM reins.runs',
  )
  expect(ledger).toMatchObject({ state: 'published', usage: { requests: 2 } })
})
