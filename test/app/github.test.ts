import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { createEffects } from '../../app/effects/effects.ts'
import { createBudget } from '../../app/github/budget/budget.ts'
import { dispatchWorkflow } from '../../app/github/dispatch-workflow.ts'
import { createOctokit } from '../../app/github/octokit.ts'
import { ratePolicy } from '../../app/github/rate-policy.ts'
import { readPermission } from '../../app/github/read-permission.ts'
import type { Database } from '../../app/store/database.ts'
import { createRedactor } from '../../core/redact/redactor.ts'

import { closeScratch, scratchDatabase } from '../../playground/scratch-database.ts'

/** How the app behaves when GitHub is slow, limits it, or is an older server. */

const api = 'https://api.github.com'
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const client = (waits: number[] = [], redactor = createRedactor()) => {
  let now = Date.now()
  const clock = {
    now: () => now,
    after(ms: number, wake: () => void) {
      waits.push(ms)
      now += ms
      queueMicrotask(wake)
      return () => {}
    },
  }
  const Octokit = createOctokit(redactor, ratePolicy(createBudget({ clock }), clock))
  return { octokit: new Octokit({ auth: { token: 't' }, log: quiet }), at: { owner: 'acme', repo: 'shop' } }
}

beforeAll(() => nock.disableNetConnect())
// The next file in this process has a nock of its own: two of them would answer every request twice.
afterAll(() => nock.restore())
afterAll(closeScratch)
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
})

describe('a server that does not say which run it started', () => {
  const dispatch = { workflow: 'agent.yml', ref: 'main', inputs: { run: '{}' }, key: 'k'.repeat(26) }
  const looks = { times: 3, every: 1 }
  const runs = (...names: string[]) => ({
    total_count: names.length,
    workflow_runs: names.map((name, id) => ({ id, name, display_title: name, html_url: `u${id}` })),
  })
  const path = '/repos/acme/shop/actions/workflows/agent.yml'
  const list = () => nock(api).get(`${path}/runs`).query(true)

  test('is asked for the run by its name', async () => {
    nock(api).post(`${path}/dispatches`).reply(204)
    list().reply(200, runs('agent other'))
    list().reply(200, runs('agent other', `agent ${dispatch.key}`))
    expect(await dispatchWorkflow(client(), dispatch, { looks })).toEqual({
      kind: 'dispatched',
      workflowRun: { id: 1, url: 'u1' },
    })
  })

  test('or does not know the question: then it is not asked', async () => {
    nock(api)
      .post(`${path}/dispatches`, (body) => body.return_run_details === true)
      .reply(400, { message: 'Unknown field' })
    nock(api)
      .post(`${path}/dispatches`, (body) => !('return_run_details' in body))
      .reply(204)
    list().reply(200, runs(`agent ${dispatch.key}`))
    expect(await dispatchWorkflow(client(), dispatch, { looks })).toMatchObject({ kind: 'dispatched' })
  })

  test('a run that began although the answer was lost is found, and not started twice', async () => {
    nock(api).post(`${path}/dispatches`).reply(502)
    list().reply(200, runs('agent other'))
    list().reply(200, runs(`agent ${dispatch.key}`))
    const { once } = await effects()
    expect(await dispatchWorkflow(client(), dispatch, { looks, once })).toMatchObject({ kind: 'dispatched' })
  })

  test('after a crash the run is looked for several times before another one is started', async () => {
    const { once } = await effects()
    nock(api).post(`${path}/dispatches`).reply(502)
    list().times(6).reply(200, runs('agent other'))
    await expect(dispatchWorkflow(client(), dispatch, { looks, once })).rejects.toMatchObject({ status: 502 })
    list().times(2).reply(200, runs('agent other'))
    list().reply(200, runs(`agent ${dispatch.key}`))
    expect(await dispatchWorkflow(client(), dispatch, { looks, once })).toMatchObject({ kind: 'dispatched' })
  })

  test('one that GitHub never got is started by the next try', async () => {
    const { once } = await effects()
    nock(api).post(`${path}/dispatches`).reply(502)
    list().times(9).reply(200, runs())
    await expect(dispatchWorkflow(client(), dispatch, { looks, once })).rejects.toMatchObject({ status: 502 })
    nock(api).post(`${path}/dispatches`).reply(200, { workflow_run_id: 7, html_url: 'u7' })
    expect(await dispatchWorkflow(client(), dispatch, { looks, once })).toEqual({
      kind: 'dispatched',
      workflowRun: { id: 7, url: 'u7' },
    })
  })

  test('a run that is nowhere is said, with what to look at', async () => {
    nock(api).post(`${path}/dispatches`).reply(204)
    list().times(3).reply(200, runs())
    expect(await dispatchWorkflow(client(), dispatch, { looks })).toEqual({
      kind: 'unseen',
      message: expect.stringContaining('`run-name`'),
    })
  })
})

const databases: Database[] = []
afterEach(async () => {
  for (const one of databases.splice(0)) await one.close()
})

/** Of an app of its own, that does not wait. */
async function effects() {
  const database = await scratchDatabase()
  databases.push(database)
  return createEffects(database, Date.now, async () => undefined)
}

describe('limits and failures of GitHub', () => {
  const comments = '/repos/acme/shop/issues/1/comments'
  const write = (given: ReturnType<typeof client>) =>
    given.octokit.rest.issues.createComment({ ...given.at, issue_number: 1, body: 'x' })
  const read = (given: ReturnType<typeof client>) =>
    given.octokit.rest.issues.listComments({ ...given.at, issue_number: 1 })

  test('a secondary limit is waited for as long as GitHub says, then the write is made', async () => {
    const waits: number[] = []
    nock(api)
      .post(comments)
      .reply(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '3' })
    nock(api).post(comments).reply(201, { id: 1 })
    expect((await write(client(waits))).status).toBe(201)
    expect(waits).toEqual([3_000])
  })

  test('a used up quota is waited for until its reset, if that is soon', async () => {
    const waits: number[] = []
    const reset = Math.floor(Date.now() / 1_000) + 20
    nock(api)
      .get(comments)
      .reply(429, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) })
    nock(api).get(comments).reply(200, [])
    await read(client(waits))
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThan(18_000)
    expect(waits[0]).toBeLessThanOrEqual(21_000)
  })

  test('an hour is not waited for', async () => {
    const waits: number[] = []
    nock(api).get(comments).reply(403, {}, { 'retry-after': '3600' })
    await expect(read(client(waits))).rejects.toMatchObject({ status: 403 })
    expect(waits).toEqual([])
  })

  test('a refusal is not a limit', async () => {
    const waits: number[] = []
    nock(api).post(comments).reply(403, { message: 'Resource not accessible by integration' })
    await expect(write(client(waits))).rejects.toMatchObject({ status: 403 })
    expect(waits).toEqual([])
  })

  test('a read is repeated after a failure, a write never', async () => {
    const waits: number[] = []
    nock(api).get(comments).times(2).reply(502)
    nock(api).get(comments).reply(200, [])
    await read(client(waits))
    expect(waits).toEqual([250, 1_000])
    nock(api).post(comments).reply(502)
    await expect(write(client(waits))).rejects.toMatchObject({ status: 502 })
    expect(waits).toHaveLength(2)
  })

  test('GraphQL that reads is repeated, a mutation never', async () => {
    const waits: number[] = []
    const { octokit } = client(waits)
    nock(api).post('/graphql').reply(502)
    nock(api)
      .post('/graphql')
      .reply(200, { data: { viewer: { login: 'ada' } } })
    await octokit.graphql('query { viewer { login } }')
    expect(waits).toEqual([250])
    nock(api).post('/graphql').reply(502)
    await expect(octokit.graphql('mutation { x }')).rejects.toMatchObject({ status: 502 })
    expect(waits).toHaveLength(1)
  })

  test('comments are not spaced three seconds apart', async () => {
    // Spaced, these would outlast the test.
    nock(api).post(comments).times(8).reply(201, { id: 1 })
    const given = client()
    for (let written = 0; written < 8; written++) expect((await write(given)).status).toBe(201)
  })
})

test('permissions are GitHub’s own word, custom roles by what they stand for', async () => {
  const path = '/repos/acme/shop/collaborators/ada/permission'
  const answers: [number, object, object][] = [
    [200, { permission: 'write', role_name: 'maintain' }, { permission: 'maintain', unknown: null }],
    [200, { permission: 'write', role_name: 'security lead' }, { permission: 'write', unknown: null }],
    [200, { permission: 'none', role_name: '' }, { permission: 'none', unknown: null }],
    [404, { message: 'Not Found' }, { permission: 'none', unknown: null }],
    [403, { message: 'no' }, { permission: 'none', unknown: 'GitHub answered 403' }],
  ]
  for (const [status, body, known] of answers) {
    nock(api).get(path).reply(status, body)
    expect(await readPermission(client(), 'ada')).toEqual(known)
  }
})

describe('what is written goes through one door', () => {
  const value = 'Zk3pQ9xT7vLm2RbWc8YdNf5H'
  const guarded = () => client([], createRedactor([{ value, what: 'provider key' }]))

  test('words leave without secrets, however deep they stand, and files as they are', async () => {
    const seen: unknown[] = []
    const taken = (body: unknown) => seen.push(body) > 0
    nock(api).post('/repos/acme/shop/check-runs', taken).reply(201, {})
    nock(api).post('/repos/acme/shop/git/blobs', taken).reply(201, {})
    nock(api).post('/graphql', taken).reply(200, { data: {} })
    const { octokit, at } = guarded()
    const annotation = {
      path: 'a.js',
      start_line: 1,
      end_line: 1,
      annotation_level: 'notice' as const,
      message: value,
    }
    const output = { title: value, summary: `s ${value}`, annotations: [annotation] }
    await octokit.rest.checks.create({ ...at, name: 'agent', head_sha: 'c'.repeat(40), output })
    await octokit.rest.git.createBlob({ ...at, content: value })
    const additions = [{ path: 'a.js', contents: value }]
    const input = { message: { headline: value, body: value }, fileChanges: { additions } }
    await octokit.graphql('mutation($input: X!) { y(input: $input) { z } }', { input })
    const gone = '[redacted: provider key]'
    expect(seen).toMatchObject([
      { output: { title: gone, summary: `s ${gone}`, annotations: [{ path: 'a.js', message: gone }] } },
      { content: value },
      { variables: { input: { message: { headline: gone, body: gone }, fileChanges: { additions } } } },
    ])
  })

  test.each([
    ['a branch', 'ref', { ref: `refs/heads/${value}`, sha: 'c'.repeat(40) }],
    ['an object', 'sha', { ref: 'refs/heads/x', sha: Buffer.from(value).toString('hex') }],
  ])('%s with a secret in its name is not sent at all', async (_, field, name) => {
    const { octokit, at } = guarded()
    await expect(octokit.rest.git.createRef({ ...at, ...name })).rejects.toThrow(
      `Not sent to GitHub: \`${field}\` holds a secret (provider key)`,
    )
  })

  test('what is read has the names it has', async () => {
    nock(api).get(`/repos/acme/shop/contents/${value}`).reply(200, {})
    nock(api)
      .post('/graphql', (body) => body.variables.path === value)
      .reply(200, { data: {} })
    const { octokit, at } = guarded()
    await octokit.rest.repos.getContent({ ...at, path: value })
    await octokit.graphql('query($path: String!) { x(path: $path) { y } }', { path: value })
  })
})

describe('a kept connection that GitHub has closed meanwhile', () => {
  const reset = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })

  test('is no trouble for a token: it is asked for again', async () => {
    const path = '/app/installations/7/access_tokens'
    nock(api).post(path).replyWithError(reset)
    nock(api).post(path).reply(201, { token: 'ghs_1' })
    const { data } = await client().octokit.rest.apps.createInstallationAccessToken({ installation_id: 7 })
    expect(data.token).toBe('ghs_1')
  })

  test('but what may have been written is not written again', async () => {
    nock(api).post('/repos/acme/shop/issues/1/comments').replyWithError(reset)
    const comment = { owner: 'acme', repo: 'shop', issue_number: 1, body: 'x' }
    const waits: number[] = []
    await expect(client(waits).octokit.rest.issues.createComment(comment)).rejects.toThrow()
    expect(waits).toEqual([])
  })
})

test('a name that changed hands has no permission of the account that had it', async () => {
  const path = '/repos/acme/shop/collaborators/ada/permission'
  const answer = { permission: 'write', role_name: 'write', user: { id: 5, login: 'ada' } }
  nock(api).get(path).times(2).reply(200, answer)
  expect(await readPermission(client(), 'ada', 5)).toEqual({ permission: 'write', unknown: null })
  expect(await readPermission(client(), 'ada', 6)).toEqual({ permission: 'none', unknown: null })
})
