import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { begin, SECRET } from '../kit.ts'
import { privateKey } from '../settings.ts'
import { honest, operatorKey, SSE, serve } from './stage.ts'

/** Everything the app says, on every level, through calls that go well and calls that fail: no key is in it. */

const folder = mkdtempSync(join(tmpdir(), 'reins-log-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('no log, answer or comment holds a key, a token or a secret, whatever the provider echoes', async () => {
  const log = join(folder, 'log')
  const logTo = openSync(log, 'w')
  const printed: string[] = []
  const listen = jest
    .spyOn(console, 'error')
    .mockImplementation((...said) => void printed.push(said.map(String).join(' ')))
  let turn = 0
  const echo = `Incorrect API key provided: ${operatorKey}`
  const answers = [
    (response: Res) =>
      response.writeHead(401).end(JSON.stringify({ error: { message: echo, code: operatorKey } })),
    (response: Res) => response.writeHead(500).end(`<p>${echo}</p>`),
    (response: Res) =>
      response.writeHead(200, SSE).end(`event: error\ndata: {"type":"error","message":"${echo}"}\n\n`),
    (response: Res) => response.writeHead(200, SSE).write(`data: ${echo}`, () => response.destroy()),
    (response: Res) => response.destroy(),
    (response: Res) => response.writeHead(302, { location: `/?key=${operatorKey}` }).end(),
  ]
  const provider = await serve((request, response) => {
    request.resume().on('end', () => answers[turn++ % answers.length]?.(response))
  })
  const story = await begin({
    logTo,
    variables: { LOG_LEVEL: 'trace', OPENAI_API_KEY: operatorKey, OPENAI_BASE_URL: `http://${provider}/v1` },
  })
  const runner = await story.running()
  let answered = ''
  for (const _ of answers) {
    const answer = await fetch(`${story.app.url}/model/v1/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${runner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(honest),
    })
    answered += JSON.stringify([...answer.headers]) + (await answer.text().catch(String))
  }
  expect(turn).toBe(answers.length)
  await runner.report()
  await story.settled()
  listen.mockRestore()
  closeSync(logTo)
  const said = readFileSync(log, 'utf8') + printed.join('\n') + answered + JSON.stringify(story.replies())
  expect(said).toContain('claimed by workflow run')
  for (const secret of [operatorKey, runner.token, SECRET, privateKey.split('\n')[3] ?? '', 'ghs_'])
    expect(said).not.toContain(secret)
})

type Res = Parameters<Parameters<typeof serve>[0]>[1]
