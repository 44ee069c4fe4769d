import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, globalAgent } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from '@jest/globals'
import { completed, refusal, SSE, send, serve, setStage } from './stage.ts'

/** The way to the provider: open connections are used again, over TLS too, proxies are used, and what is packed is read. */

const folder = mkdtempSync(join(tmpdir(), 'reins-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ANSWER = completed({ input: 10, output: 1 })

test('calls one after another share a connection', async () => {
  const stage = await setStage((response) => response.writeHead(200, SSE).end(ANSWER))
  const { token } = await stage.run()
  for (let call = 0; call < 3; call++) expect(await (await send(stage, token)).text()).toBe(ANSWER)
  expect(new Set(stage.asked.map(({ request }) => request.socket)).size).toBe(1)
})

test('a provider over TLS has to prove who it is, and its connection is used again', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const to = ['-keyout', key, '-out', cert]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...to, ...subject], {
    stdio: 'ignore',
  })
  const sockets = new Set()
  const provider = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    sockets.add(request.socket)
    request.resume().on('end', () => response.writeHead(200, SSE).end(ANSWER))
  })
  await new Promise<void>((resolve) => provider.listen(0, () => resolve()))
  const baseUrl = `https://localhost:${(provider.address() as AddressInfo).port}/v1`
  try {
    const stage = await setStage(() => undefined, { model: { baseUrl } })
    const { token, key: run } = await stage.run()
    expect(await refusal(await send(stage, token))).toMatch(
      /^502 provider_unreachable: .*localhost:\d+ cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT\.$/,
    )
    expect(sockets.size).toBe(0)
    globalAgent.options.ca = readFileSync(cert)
    for (let call = 0; call < 3; call++) expect(await (await send(stage, token)).text()).toBe(ANSWER)
    expect(sockets.size).toBe(1)
    expect(await stage.usage(run)).toMatchObject({ requests: 4, inputTokens: 30 })
  } finally {
    delete globalAgent.options.ca
    globalAgent.destroy()
    provider.close()
    provider.closeAllConnections()
  }
})

test('a proxy of the environment is used where Node was told to', async () => {
  const seen: string[] = []
  const proxy = await serve((request, response) => {
    seen.push(request.url ?? '')
    request.resume().on('end', () => response.writeHead(204).end())
  })
  const file = JSON.stringify(new URL('../../../app/model/ask-provider.ts', import.meta.url).href)
  const script = `
    const { askProvider } = await import(${file})
    const { signal } = new AbortController()
    const body = [Buffer.from('{}')]
    const answer = await askProvider({ url: 'http://model.test/v1/responses', headers: {}, body, signal, sent() {} })
    process.stdout.write(String(answer.statusCode))
    process.exit()`
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://${proxy}` }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env,
  })
  expect(stdout).toBe('204')
  expect(seen).toEqual(['http://model.test/v1/responses'])
})

test('a stream that comes packed is unpacked, counted, and no longer than any other', async () => {
  const packed = { ...SSE, 'content-encoding': 'gzip' }
  const answers = [ANSWER, `data: ${'x'.repeat(3_000_000)}\n\n`]
  const stage = await setStage(
    (response) => response.writeHead(200, packed).end(gzipSync(answers.shift() ?? '')),
    { times: { idle: 60_000, most: 1_000_000 } },
  )
  const { token, key } = await stage.run()
  const answer = await send(stage, token)
  expect(answer.headers.get('content-encoding')).toBeNull()
  expect(await answer.text()).toBe(ANSWER)
  expect(await stage.usage(key)).toMatchObject({ inputTokens: 10, outputTokens: 1 })
  await expect((await send(stage, token)).text()).rejects.toThrow()
})
