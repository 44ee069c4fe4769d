import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type RunningApp, startServer } from '../../app/server.ts'
import { HURRIED } from '../../playground/hurried.ts'
import { closeScratch, scratchDatabase } from '../../playground/scratch-database.ts'
import { NOWHERE, settings } from './settings.ts'

/** What reaches the inbox: deliveries of GitHub, signed with our secret, and nothing else. */

const secret = 'a-secret-of-the-webhook'
const sign = (body: string, algorithm = 'sha256', key = secret) =>
  `${algorithm}=${createHmac(algorithm, key).update(body).digest('hex')}`

const quiet = (more: Record<string, string> = NOWHERE) =>
  settings({ ...more, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'fatal' })
/** A GitHub that knows nothing: what it does not answer at all would be asked again and again. */
const github = createServer((_, response) => {
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}')
})
let app: RunningApp
let impatient: RunningApp
beforeAll(async () => {
  github.listen(0, '127.0.0.1')
  await once(github, 'listening')
  const { port } = github.address() as AddressInfo
  app = await startServer(quiet({ GITHUB_API_URL: `http://127.0.0.1:${port}` }), {
    database: await scratchDatabase(),
    jobs: HURRIED,
  })
  impatient = await startServer(quiet(), { database: await scratchDatabase(), webhookWithin: 1_500 })
})
afterAll(async () => {
  await app.close()
  await impatient.close()
  await closeScratch()
  github.close()
})

let deliveries = 0
async function deliver(body: string, headers: Record<string, string> = {}) {
  const all: Record<string, string> = {
    'content-type': 'application/json',
    'x-github-event': 'star',
    'x-github-delivery': `delivery-${++deliveries}`,
    'x-hub-signature-256': sign(body),
    ...headers,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  const answer = await fetch(`${app.url}/api/github/webhooks`, { method: 'POST', headers: given, body })
  return `${answer.status} ${await answer.text()}`
}

test('a signed delivery is accepted at once', async () => {
  expect(await deliver('{"action":"created"}')).toBe('202 {"accepted":"delivery-1"}')
})

test('a body with letters of every script keeps its signature', async () => {
  expect(await deliver('{"action":"created","text":"ünïcödé 日本 🎉 \\u0000"}')).toMatch(/^202/)
})

test.each<[string, Record<string, string>, RegExp]>([
  ['no signature', { 'x-hub-signature-256': '' }, /^400 .*is missing or malformed/],
  [
    'only a SHA-1 signature',
    { 'x-hub-signature-256': '', 'x-hub-signature': sign('{}', 'sha1') },
    /^400 .*SHA-1/,
  ],
  [
    'a SHA-1 signature in the place of the other',
    { 'x-hub-signature-256': sign('{}', 'sha1') },
    /^400 .*SHA-1/,
  ],
  [
    'a signature made with another secret',
    { 'x-hub-signature-256': sign('{}', 'sha256', 'guess') },
    /^400 .*does not match/,
  ],
  ['a signature of another body', { 'x-hub-signature-256': sign('{} ') }, /^400 .*does not match/],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, /^415 .*application\/json/],
  ['no delivery id', { 'x-github-delivery': '' }, /^400 .*no delivery of GitHub/],
  ['a delivery id that is none', { 'x-github-delivery': 'a b;c' }, /^400 /],
  ['no event', { 'x-github-event': '' }, /^400 /],
])('%s is refused', async (_, headers, answer) => {
  expect(await deliver('{}', headers)).toMatch(answer)
})

test('what is signed but no JSON is refused', async () => {
  expect(await deliver('{')).toBe('400 {"error":"The body is not JSON."}')
})

test('a body over 25 MB is refused, declared or not', async () => {
  expect(await deliver(' '.repeat(25 * 1024 * 1024 + 1))).toMatch(/^413 /)
  const chunk = new Uint8Array(1024 * 1024)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 30 ? controller.enqueue(chunk) : controller.close()),
  })
  const answer = await fetch(`${app.url}/api/github/webhooks`, {
    method: 'POST',
    duplex: 'half',
    body: endless,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'star',
      'x-github-delivery': 'big',
      'x-hub-signature-256': sign(''),
    },
  } as RequestInit)
  expect(answer.status).toBe(413)
})

test('a body that never ends is given up in time', async () => {
  const { port } = new URL(impatient.url)
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /api/github/webhooks HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\nx-github-event: star\r\nx-github-delivery: slow\r\nx-hub-signature-256: ${sign('')}\r\n\r\n{`,
      )
    })
    let text = ''
    socket.on('data', (data) => {
      text += data
      if (text.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
})

test('every real payload is taken, decided on and explained; none crashes the app', async () => {
  const examples: { name: string; examples: object[] }[] = createRequire(import.meta.url)(
    '@octokit/webhooks-examples',
  )
  const before = Object.values(app.ignored()).reduce((sum, one) => sum + one, 0)
  const payloads = examples.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ name, body: JSON.stringify(payload) })),
  )
  // For these GitHub is asked; that it does not answer here is for the log.
  const judged = examples.flatMap(({ name, examples }) => examples.filter((one) => asksGitHub(name, one)))
  for (const { name, body } of payloads)
    expect(await deliver(body, { 'x-github-event': name })).toMatch(/^202/)
  await app.settled()
  const after = app.ignored()
  const others = payloads.length - (Object.values(after).reduce((sum, one) => sum + one, 0) - before)
  expect(others).toBeGreaterThan(0)
  expect(others).toBeLessThanOrEqual(judged.length)
  expect(Object.keys(after).every((reason) => /\S/.test(reason))).toBe(true)
})

/** A pull request is looked at because of this delivery (its head, or who approved it), or who we are. */
function asksGitHub(event: string, payload: object): boolean {
  const { action, installation, review } = payload as {
    action?: string
    installation?: object
    review?: { state: string }
  }
  if (installation === undefined) return false
  if (event === 'pull_request_review') return review?.state !== 'commented'
  if (event === 'issues') return action === 'labeled' || action === 'assigned'
  return (
    event === 'pull_request' &&
    ['opened', 'synchronize', 'reopened', 'ready_for_review', 'edited'].includes(action ?? '')
  )
}
