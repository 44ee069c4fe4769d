import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type RunningApp, startServer } from '../../app/server.ts'
import { closeScratch, scratchDatabase } from '../../playground/scratch-database.ts'
import { NOWHERE, settings } from './settings.ts'

/** Attacks on the webhook, byte by byte: what a client library would not send. */

const secret = 'a-secret-of-the-webhook'
const sign = (body: string | Buffer, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`

let app: RunningApp
beforeAll(async () => {
  app = await startServer(settings({ ...NOWHERE, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'fatal' }), {
    database: await scratchDatabase(),
    webhookWithin: 1_500,
  })
})
afterAll(async () => {
  await app.close()
  await closeScratch()
})

const count = () => Object.values(app.ignored()).reduce((sum, one) => sum + one, 0)

/** Sends exactly these bytes. @returns the status lines of what came back until the server closed the connection. */
function raw(head: string[], body: string | Buffer = ''): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => {
      socket.write(`POST /api/github/webhooks HTTP/1.1\r\nHost: x\r\n${head.join('\r\n')}\r\n\r\n`)
      socket.write(body)
    })
    let text = ''
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    socket.on('close', () => resolve(text.match(/HTTP\/1\.1 \d+/g)?.map((line) => line.slice(9)) ?? []))
    socket.on('error', reject)
  })
}

let deliveries = 0
const headers = (signature: string, more: string[] = []) => [
  'Content-Type: application/json',
  'X-GitHub-Event: star',
  `X-GitHub-Delivery: attack-${++deliveries}`,
  `X-Hub-Signature-256: ${signature}`,
  'Connection: close',
  ...more,
]
const BODY = '{"action":"created"}'
const length = (body: string | Buffer = BODY) => `Content-Length: ${Buffer.byteLength(body)}`

test('a body in chunks, without a length, is measured and signed like any other', async () => {
  const chunks = `5\r\n${BODY.slice(0, 5)}\r\n${(BODY.length - 5).toString(16)}\r\n${BODY.slice(5)}\r\n0\r\n\r\n`
  expect(await raw(headers(sign(BODY), ['Transfer-Encoding: chunked']), chunks)).toEqual(['202'])
})

test.each<[string, string[], string, string[]]>([
  ['two signatures, the second one good', [`X-Hub-Signature-256: ${sign(BODY)}`, length()], BODY, ['400']],
  [
    'a length and chunks: request smuggling',
    [length(), 'Transfer-Encoding: chunked'],
    `0\r\n\r\n${BODY}`,
    ['400'],
  ],
  ['two lengths', [length(), 'Content-Length: 5'], BODY, ['400']],
  ['a length with a sign', ['Content-Length: +20'], BODY, ['400']],
  ['a header line that is folded', ['X-Odd: a', ' b', length()], BODY, ['400']],
  ['an unknown transfer coding', ['Transfer-Encoding: gzip'], BODY, ['400']],
])('%s is refused, and nothing is stored', async (_, more, body, statuses) => {
  const before = count()
  const first = more.some((line) => line.startsWith('X-Hub')) ? sign(BODY, 'guess') : sign(BODY)
  expect(await raw(headers(first, more), body)).toEqual(statuses)
  expect(count()).toBe(before)
})

test('two delivery ids are refused, and so are two events', async () => {
  const before = count()
  for (const line of ['X-GitHub-Delivery: other', 'X-GitHub-Event: issues'])
    expect(await raw(headers(sign(BODY), [line, length()]), BODY)).toEqual(['400'])
  expect(count()).toBe(before)
})

test('a compressed body is not unpacked: what is signed is what was sent', async () => {
  const before = count()
  const packed = gzipSync(BODY)
  for (const signature of [sign(BODY), sign(packed)])
    expect(await raw(headers(signature, ['Content-Encoding: gzip', length(packed)]), packed)).toEqual(['415'])
  expect(count()).toBe(before)
})

test('bytes that are no UTF-8 are refused, whatever they are signed with', async () => {
  const before = count()
  const bytes = Buffer.concat([
    Buffer.from('{"action":"created","a":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}'),
  ])
  expect(await raw(headers(sign(bytes), [length(bytes)]), bytes)).toEqual(['400'])
  // The same text with the sign that stands for broken bytes was signed by nobody.
  expect(await raw(headers(sign(bytes.toString('utf8')), [length(bytes)]), bytes)).toEqual(['400'])
  expect(count()).toBe(before)
})

test('a key that is there twice, or is called __proto__, changes nothing but its own payload', async () => {
  const bodies = [
    '{"action":"created","action":"deleted"}',
    '{"action":"created","__proto__":{"archived":true,"action":"x"}}',
    '{"__proto__":{"installation":{"id":1}},"constructor":{"prototype":{"polluted":1}}}',
    '[]',
    '"star"',
    'null',
    `{"action":"created","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ]
  for (const body of bodies) {
    const [status] = await raw(headers(sign(body), [length(body)]), body)
    expect(['202', '400']).toContain(status)
  }
  expect(({} as Record<string, unknown>).polluted ?? ({} as Record<string, unknown>).archived).toBeUndefined()
})

test('one GUID is worked on once, even when it comes ten times at the same moment', async () => {
  const before = count()
  const head = headers(sign(BODY), [length()])
  const answers = await Promise.all(Array.from({ length: 10 }, () => raw(head, BODY)))
  expect(answers.flat()).toEqual(Array(10).fill('202'))
  await app.settled()
  // Nothing listens to a star: it is counted and let go each time, and stored never.
  expect(count() - before).toBe(10)
})

test('a thousand wrong signatures are refused, and the next right one is taken', async () => {
  const before = count()
  const head = headers(sign(BODY, 'guess'), [length()])
  for (let round = 0; round < 10; round++)
    expect((await Promise.all(Array.from({ length: 100 }, () => raw(head, BODY)))).flat()).toEqual(
      Array(100).fill('400'),
    )
  expect(count()).toBe(before)
  expect(await raw(headers(sign(BODY), [length()]), BODY)).toEqual(['202'])
})
