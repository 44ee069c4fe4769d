import { afterEach, describe, expect, test } from '@jest/globals'
import { CLOCK, createBudget } from '../../../app/github/budget/budget.ts'
import type { Clock } from '../../../app/github/budget/lane.ts'
import type { Urgency } from '../../../app/github/budget/limits.ts'
import { createOctokit } from '../../../app/github/octokit.ts'
import { ratePolicy } from '../../../app/github/rate-policy.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'
import type { RateLimits } from '../../../playground/github/limits.ts'
import { startPlayground } from '../../../playground/github/start-playground.ts'
import type { Playground } from '../../../playground/interface/playground.ts'

/** The budget against a GitHub that limits as the real one does. */

const open: Playground[] = []
afterEach(async () => {
  for (const github of open.splice(0)) await github.close()
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const at = { owner: 'acme', repo: 'shop' }

/** A clock that goes on by what is waited for, at once. */
function hastyClock(): Clock {
  // Early in an hour of GitHub's.
  let now = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 1_000
  return {
    now: () => now,
    after(ms, wake) {
      now += ms
      queueMicrotask(wake)
      return () => {}
    },
  }
}

async function begin(rateLimits: Partial<RateLimits>, clock = hastyClock()) {
  const github = await startPlayground({ now: clock.now, rateLimits })
  open.push(github)
  github.user('ada')
  await github.repository('acme', 'shop', { 'README.md': '# shop\n' })
  github.permit('acme/shop', 'ada', 'write')
  const issue = await github.openIssue('acme/shop', { title: 'Pace', body: '', actor: 'ada' })
  const token = github.token('ada')
  const budget = createBudget({ clock })
  const Octokit = createOctokit(createRedactor([]), ratePolicy(budget, clock))
  const client = (urgency: Urgency = 'urgent') =>
    new Octokit({
      auth: { token },
      baseUrl: github.apiUrl,
      log: quiet,
      spending: { account: 7, urgency },
    })
  const comment = (octokit: InstanceType<typeof Octokit>, body: string) =>
    octokit.rest.issues.createComment({ ...at, issue_number: issue, body })
  const refused = () => github.requests().filter(({ status }) => status === 403 || status === 429).length
  const comments = () => github.read.comments('acme/shop', issue).map(({ body }) => body)
  return { github, budget, clock, client, comment, comments, refused }
}

type Client = ReturnType<Awaited<ReturnType<typeof begin>>['client']>

const bodies = (count: number) => Array.from({ length: count }, (_, index) => `comment ${index}`)

describe('a secondary limit lower than the documented one', () => {
  test.each([
    { status: 403, retryAfter: true },
    { status: 429, retryAfter: true },
    { status: 403, retryAfter: false },
    { status: 429, retryAfter: false },
  ] as const)('answered by %j delays what is written, and nothing is written twice', async (secondary) => {
    const { client, comment, comments, refused } = await begin({ contentMinute: 3, secondary })
    const octokit = client()
    for (const body of bodies(8)) await comment(octokit, body)
    expect(comments()).toEqual(bodies(8))
    // Three in each minute: GitHub has to say so twice.
    expect(refused()).toBe(2)
  })

  test('that lasts longer than anybody waits is told with the time, and what was refused is not there', async () => {
    const { client, comment, comments, refused } = await begin({ contentHour: 3 })
    const octokit = client()
    for (const body of bodies(3)) await comment(octokit, body)
    const error = await comment(octokit, 'too much').catch((failed: unknown) => failed)
    expect(error).toMatchObject({ status: 403, response: { headers: { 'retry-after': '3600' } } })
    await expect(comment(octokit, 'too much')).rejects.toMatchObject({ status: 429 })
    expect(comments()).toEqual(bodies(3))
    // The second was not even asked for.
    expect(refused()).toBe(1)
  })
})

test('what GitHub documents is kept without being told: it refuses nothing', async () => {
  const { client, comment, comments, refused, clock } = await begin({})
  const octokit = client()
  const began = clock.now()
  for (const body of bodies(90)) await comment(octokit, body)
  expect(comments()).toHaveLength(90)
  expect(refused()).toBe(0)
  expect(clock.now() - began).toBeGreaterThanOrEqual(60_000)
})

describe('the hour’s quota', () => {
  const read = ({ rest }: Client) => rest.repos.get(at)

  test('is learned from the headers; the background leaves a fifth, and waits for the next hour', async () => {
    const { client, budget, refused, github } = await begin({ primary: 20 })
    for (let count = 0; count < 16; count++) await read(client('background'))
    expect(budget.snapshot()[0]?.quota).toMatchObject({ limit: 20, remaining: 4 })
    await expect(read(client('progress'))).rejects.toMatchObject({ status: 429 })
    for (let count = 0; count < 4; count++) await read(client())
    await expect(read(client())).rejects.toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': expect.stringMatching(/^3[56]\d\d$/) } },
    })
    const asked = github.requests().length
    expect((await read(client('background'))).status).toBe(200)
    expect(github.requests()).toHaveLength(asked + 1)
    expect(refused()).toBe(0)
  })

  test('that somebody else used up is waited for by what can wait', async () => {
    const { client, github, refused } = await begin({ primary: 10 })
    const other = github.token('ada')
    for (let count = 0; count < 10; count++)
      await fetch(`${github.apiUrl}/repos/acme/shop`, { headers: { authorization: `token ${other}` } })
    expect((await read(client('background'))).status).toBe(200)
    expect(refused()).toBe(1)
  })

  test('of GraphQL is one of its own, and refused in a successful answer', async () => {
    const { client, github } = await begin({ primary: 2 })
    const query = 'query { viewer { login } }'
    const headers = { authorization: `token ${github.token('ada')}`, 'content-type': 'application/json' }
    for (let count = 0; count < 2; count++)
      await fetch(github.graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) })
    expect((await read(client())).status).toBe(200)
    await expect(client().graphql(query)).rejects.toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': expect.stringMatching(/^3[56]\d\d$/) } },
    })
    expect(await client('background').graphql(query)).toEqual({ viewer: { login: 'ada' } })
  })
})

test('two hundred at once are no more than a hundred at a time', async () => {
  const { client, refused } = await begin({}, CLOCK)
  const octokit = client()
  await Promise.all(Array.from({ length: 200 }, () => octokit.rest.repos.get(at)))
  expect(refused()).toBe(0)
})
