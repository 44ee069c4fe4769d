import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { EVERY_WAY } from '../../attack/stage/every-way.ts'
import { tempFolder } from '../action/stage/temp-folder.ts'
import { begin, type Story } from './kit.ts'
import { finding, gate, type Runner, write } from './runner.ts'

/** A run that got hold of a secret tries every way out the app has. */

const PROVIDER_KEY = 'Zk3pQ9xT7vLm2RbWc8YdNf5HsJ4gAo6E'
const TOKEN = `ghp_${'q3TzXb7LpWm9RvKc2HdYfJ5sNgA8uE4oViQx'}`
const variables = { OPENAI_API_KEY: PROVIDER_KEY }

/** Everything that reached GitHub since the story began, whatever it was: bodies of all requests that write. */
function sent(story: Story): string {
  return story.github
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ body }) => JSON.stringify(body ?? null))
    .filter((body) => !/^\{"query":"\s*query/.test(body))
    .join('\n')
}

const folded = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Every way of writing it, a line each. */
const WAYS = Object.values(EVERY_WAY).map((write) => write(PROVIDER_KEY))

test('the provider key in every disguise: nothing is published, and none of them is shown', async () => {
  const story = await begin({ variables })
  const runner = await story.running()
  const { body } = await runner.report({
    summary: WAYS.join('\n\n'),
    doubts: WAYS.map((text) => ({ text })),
    findings: WAYS.map((message, line) => finding(line + 1, { message })),
  })
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(story.replies()[0]).toContain('the summary (provider key)')
  const said = folded(sent(story))
  expect(WAYS.filter((written) => said.includes(folded(written)))).toEqual([])
})

test('progress in every disguise reaches no comment', async () => {
  const story = await begin({ variables, times: { pace: { phase: 0, turn: 0 } } })
  const runner = await story.running()
  const { usage } = runner.honest()
  for (const [turn, say] of WAYS.entries()) {
    await runner.events({ type: 'turn', turn: turn + 1, say, calls: [], usage })
    await story.settled()
    expect({ say, shown: story.replies()[0] }).toEqual({
      say,
      shown: expect.stringContaining('[redacted: provider key'),
    })
  }
  const said = folded(sent(story))
  expect(WAYS.filter((written) => said.includes(folded(written)))).toEqual([])
})

type Sink = [string, string, (runner: Runner, secret: string) => Parameters<Runner['report']>[0]]
const SINKS: Sink[] = [
  ['the title', 'the title', (_, secret) => ({ title: `Add ${secret}` })],
  ['the plan', 'the plan', (_, secret) => ({ plan: [{ step: secret, status: 'completed' }] })],
  [
    'a criterion',
    'the acceptance criteria',
    (_, secret) => ({ acceptance: [{ criterion: 'x', met: true, evidence: secret }] }),
  ],
  ['a doubt', 'the doubts', (_, secret) => ({ doubts: [{ text: secret, path: 'src/cart.js', line: 1 }] })],
  [
    'a question',
    'how it ended',
    (_, secret) => ({ outcome: { kind: 'blocked', question: `Is ${secret} right?` }, changes: [] }),
  ],
  [
    'the reason of doing nothing',
    'how it ended',
    (_, secret) => ({ outcome: { kind: 'nothing', reason: secret }, changes: [] }),
  ],
]

test.each([
  ...SINKS.map((sink) => [PROVIDER_KEY, 'provider key', ...sink] as const),
  ...SINKS.slice(0, 1).map((sink) => [TOKEN, 'GitHub token', ...sink] as const),
  ...SINKS.slice(4, 5).map((sink) => [TOKEN, 'GitHub token', ...sink] as const),
  [
    PROVIDER_KEY,
    'provider key',
    'an annotation',
    'a finding',
    (_: Runner, secret: string) => ({ findings: [finding(1, { message: secret })] }),
  ] as const,
  [
    PROVIDER_KEY,
    'provider key',
    'a suggestion',
    'a finding',
    (_: Runner, secret: string) => ({ findings: [finding(1, { replacement: secret })] }),
  ] as const,
  [
    PROVIDER_KEY,
    'provider key',
    'a refused call',
    'the refused calls',
    (_: Runner, secret: string) => ({ denied: [{ tool: 'shell', what: secret, why: 'no', count: 1 }] }),
  ] as const,
  [
    PROVIDER_KEY,
    'provider key',
    'the note of a check',
    'the results of checks',
    (_: Runner, secret: string) => ({
      gates: [{ before: gate('test').before, after: { ...gate('test').after, note: secret } }],
    }),
  ] as const,
])('%s (%s) in %s is refused before anything is pushed', async (secret, what, _, where, more) => {
  const story = await begin({ variables })
  const runner = await story.running()
  const { body } = await runner.report(more(runner, secret))
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  expect(story.writes()).toEqual(['POST check-runs', expect.stringMatching(/^PATCH issues\/comments\/\d+$/)])
  const [reply = ''] = story.replies()
  expect(reply).toContain(`${where} (${what})`)
  expect(sent(story)).not.toContain(secret)
})

test('the shape of a token in what a check printed is made unreadable, and the work is published', async () => {
  const story = await begin({ variables })
  const runner = await story.running()
  const { body } = await runner.report({ findings: [finding(1, { message: `expected ${TOKEN}` })] })
  expect(body).toMatchObject({ conclusion: 'success' })
  expect(sent(story)).not.toContain(TOKEN)
  expect(sent(story)).toContain('[redacted: GitHub token]')
})

test.each([
  ['the provider key', PROVIDER_KEY, 'it holds provider key'],
  ['it in base64', Buffer.from(PROVIDER_KEY).toString('base64'), 'it holds provider key'],
  ['it in a file that is no text', `\0${PROVIDER_KEY}`, 'it holds provider key'],
  ['a token of somebody’s', TOKEN, 'it holds what looks like a GitHub token'],
])('%s in a changed file is refused, and the file comes back in no patch', async (_, text, why) => {
  const story = await begin({ variables })
  const runner = await story.running()
  await runner.report({ changes: [write('src/cart.js', `export const key = '${text}'\n`)] })
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(story.replies()[0]).toContain(`\`src/cart.js\` may not change: ${why}`)
  expect(sent(story)).not.toContain(text)
})

test('a secret as the name of a file is refused, and the name is not said', async () => {
  const story = await begin({ variables })
  const runner = await story.running()
  await runner.report({ changes: [write(`src/${PROVIDER_KEY}.js`, 'x\n')] })
  expect(story.replies()[0]).toContain('its name holds provider key')
  expect(sent(story)).not.toContain(PROVIDER_KEY)
})

test('what stood in the repository before, or is an example, blocks nothing', async () => {
  const before = `export const token = '${TOKEN}'\n`
  const story = await begin({ variables, files: { 'src/old.js': before } })
  const runner = await story.running()
  const { body } = await runner.report({
    changes: [
      { kind: 'delete', path: 'src/old.js', removed: 1 },
      write('src/new.js', `// moved\n${before}`),
      write('src/cart.js', "export const id = 'AKIAIOSFODNN7EXAMPLE'\n"),
    ],
  })
  expect(body).toMatchObject({ conclusion: 'success', url: expect.any(String) })
})

test('progress, answers to the runner and the log say nothing either', async () => {
  const log = join(tempFolder(), 'log')
  const logged = { ...variables, LOG_LEVEL: 'trace' }
  const story = await begin({
    variables: logged,
    times: { pace: { phase: 0, turn: 0 } },
    logTo: openSync(log, 'a'),
  })
  const runner = await story.running()
  const usage = runner.honest().usage
  await runner.events({ type: 'turn', turn: 1, say: `I found ${PROVIDER_KEY}`, calls: [], usage })
  await story.settled()
  const refused = await runner.post(`/runs/${runner.key}/events`, { events: [], [PROVIDER_KEY]: 1 })
  expect(refused.status).toBe(400)
  expect(refused.body.error).toContain('[redacted: provider key]')
  await runner.report({ outcome: { kind: 'error', cause: 'crash', detail: `at ${PROVIDER_KEY}` } })
  const unread = await begin({ variables: logged, logTo: openSync(log, 'a') })
  const second = await unread.running()
  await second.post(`/runs/${second.key}/report`, { ...second.honest(), [PROVIDER_KEY]: 1 })
  const lines = readFileSync(log, 'utf8')
  expect(lines).toMatch(/"cause":".*\[redacted: provider key\].*"msg":"run moved because"/)
  for (const line of lines.trim().split('\n')) JSON.parse(line)
  for (const said of [sent(story), sent(unread), lines]) expect(said).not.toContain(PROVIDER_KEY.slice(0, 12))
  expect(lines).not.toMatch(/gh[a-z]_[A-Za-z0-9]{20}|reins_[A-Za-z0-9_-]{43}|BEGIN/)
})
