import { expect, test } from '@jest/globals'
import { begin } from '../kit.ts'
import { honest, SSE, serve, until } from './stage.ts'

/** T33: an app that ends while an answer streams leaves nothing open, and nothing green. */

test('an app that is stopped in the middle of an answer ends the run as failed, and its token is good no more', async () => {
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
  expect(story.replies().at(-1)).toContain('The app was stopped during the run.')
  const conclusions = story.github.read.checkRuns(story.repository).map(({ conclusion }) => conclusion)
  expect(conclusions).not.toContain('success')
  const again = await ask()
  expect([again.status, await again.json()]).toMatchObject([401, { error: { code: 'not_this_run' } }])
  expect(await runner.report()).toMatchObject({ status: 401 })
  expect(asked).toBe(1)
})
