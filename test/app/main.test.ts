import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { variables } from './settings.ts'

/** `npm start`, as an operator sees it. */

const started: ChildProcess[] = []
afterEach(() => {
  for (const app of started.splice(0)) app.kill('SIGKILL')
})

function start(env: Record<string, string>) {
  const app = spawn(process.execPath, [new URL('../../app/main.ts', import.meta.url).pathname], {
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  started.push(app)
  let said = ''
  const hear = (data: Buffer) => {
    said += data
  }
  app.stdout.on('data', hear)
  app.stderr.on('data', hear)
  const ended = new Promise<number | null>((resolve) => app.on('close', resolve))
  return { app, ended, said: () => said }
}

test('without settings it says what to set, all of it, and ends', async () => {
  const { ended, said } = start({})
  expect(await ended).toBe(1)
  for (const name of ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'REINS_URL', 'OPENAI_API_KEY'])
    expect(said()).toContain(`Set ${name} `)
  expect(said()).toContain('docs/configuration.md')
})

test('with settings it listens, and a TERM ends it in order', async () => {
  const { app, ended, said } = start({ ...variables, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' })
  while (!said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said()) ?? []
  expect((await fetch(`${url}/health`)).status).toBe(200)
  app.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said()).not.toContain(variables.WEBHOOK_SECRET)
})

test('a port that is taken is said in a sentence', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const { ended, said } = start({ ...variables, HOST: '127.0.0.1', PORT: String(port) })
  expect(await ended).toBe(1)
  expect(said()).toMatch(/^The app cannot start on 127\.0\.0\.1:\d+: .*EADDRINUSE.* Set HOST and PORT/m)
  taken.close()
})
