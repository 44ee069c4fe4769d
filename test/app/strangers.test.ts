import { expect, test } from '@jest/globals'
import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import { startModelServer } from '../../playground/model/start-model-server.ts'
import { begin, type Story } from './kit.ts'
import { Runner, WORKFLOW } from './runner.ts'

/** Two installations of one app, each with a run at work: neither reads, reports, spends or ends anything of the other. */

async function neighbours(
  variables: Record<string, string> = {},
): Promise<{ story: Story; acme: Runner; evil: Runner }> {
  const story = await begin({ variables })
  const acme = await story.running()
  story.github.user('mallory')
  const files = { '.github/agent.yml': 'version: 1\n', [CALLER_WORKFLOW_PATH]: callerWorkflow() }
  await story.github.repository('mallory', 'trap', files)
  await story.github.install(story.registered, ['mallory/trap'])
  await story.settled()
  const issue = await story.github.openIssue('mallory/trap', { title: 'Trap', body: '', actor: 'mallory' })
  await story.github.comment('mallory/trap', issue, { body: '/agent implement', actor: 'mallory' })
  await story.settled()
  const evil = Runner.of(story.github, 'mallory/trap', story.app)
  return { story, acme, evil }
}

const question = {
  ...{ model: 'gpt-5.5', stream: true, store: false, max_output_tokens: 100 },
  input: [{ role: 'user', content: 'Hello' }],
}

test('the job of one installation cannot claim the run of another, whatever it says it is', async () => {
  const { story, acme, evil } = await neighbours()
  const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
  await story.comments('ada', '/agent implement', other)
  const waiting = story.runner()
  expect(await evil.claim({ key: waiting.key })).toEqual({
    status: 403,
    body: { error: 'This run belongs to another repository.' },
  })
  // Its own workflow run with the ids of the other, as nobody but GitHub could sign it.
  expect(
    await evil.claim({ key: waiting.key, claims: { repository_id: String(waiting.key) } }),
  ).toMatchObject({ status: 403 })
  expect(await evil.claim({ key: acme.key })).toMatchObject({ status: 403 })
  expect(await waiting.claim()).toMatchObject({ status: 200 })
  expect(await evil.claim()).toMatchObject({ status: 200 })
})

test('a workflow that somebody starts by hand gets nothing, with invented inputs or with those of a run', async () => {
  const { story, evil } = await neighbours()
  const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
  await story.comments('ada', '/agent implement', other)
  const waiting = story.runner()
  const byHand = async (key: string, claims: Record<string, unknown> = {}) => {
    const identity = await story.github.oidcToken(evil.workflowRun, story.app.url, {
      job_workflow_ref: WORKFLOW,
      ...claims,
    })
    return waiting.post(`/runs/${key}/claim`, {}, identity)
  }
  expect(await byHand('0'.repeat(26))).toMatchObject({ status: 404 })
  expect(await byHand('../../model/v1')).toMatchObject({ status: 404 })
  const sameRepository = { repository_id: String(await idOf(story, waiting)), repository: 'acme/shop' }
  expect(await byHand(waiting.key, sameRepository)).toEqual({
    status: 403,
    body: {
      error:
        'This is not the workflow run that was started for it. Ask with a comment instead of starting the workflow by hand.',
    },
  })
  expect(await waiting.claim()).toMatchObject({ status: 200 })
})

test('the token of one run opens nothing of another installation’s, at any endpoint', async () => {
  const { story, acme, evil } = await neighbours()
  await evil.claim()
  story.writes()
  const before = JSON.stringify(await stateOf(story, acme))
  const events = { events: [{ at: '2026-11-23T12:00:00.000Z', event: { type: 'phase', phase: 'gates' } }] }
  for (const [path, body] of [
    [`/runs/${acme.key}/events`, events],
    [`/runs/${acme.key}/report`, acme.honest()],
  ] as const) {
    const answer = await evil.post(path, body)
    expect([answer.status, answer.body.error]).toEqual([403, 'This run token belongs to another run.'])
  }
  // Its own place, but a report about the other.
  expect(await evil.post(`/runs/${evil.key}/report`, acme.honest())).toMatchObject({ status: 200 })
  await story.settled()
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(JSON.stringify(await stateOf(story, acme))).toBe(before)
  // What the wronged one does still works.
  expect(await acme.report()).toMatchObject({ status: 200 })
})

test('what one installation spends is taken from its own run only', async () => {
  const provider = await startModelServer({
    script: [{ say: 'one' }],
    models: ['gpt-5.5'],
    apiKey: 'sk-operator',
  })
  const { story, acme, evil } = await neighbours({ OPENAI_BASE_URL: `${provider.url}/v1` })
  await evil.claim()
  const answer = await fetch(`${story.app.url}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${evil.token}`, 'content-type': 'application/json', 'x-run': acme.key },
    body: JSON.stringify(question),
  })
  expect(answer.status).toBe(200)
  await answer.text()
  await acme.report()
  await evil.report()
  const tokens = (repository: string) =>
    /\| tokens \| (.*) \|/.exec(story.github.read.pullRequests(repository)[0]?.body ?? '')?.[1]
  // Nothing was counted for the one, so its own word stands; of the other what was counted.
  expect(tokens(story.repository)).toBe('1,000 in (0 cached), 100 out, 3 requests')
  expect(tokens('mallory/trap')).toMatch(/, 1 request$/)
  await provider.close()
})

test('a delivery of one installation that names the workflow or the repository of another ends no run', async () => {
  const { story, acme, evil } = await neighbours()
  const [, theirs] = [story.installation, story.installation + 1]
  const repository = {
    id: await idOf(story, evil),
    name: 'trap',
    full_name: 'mallory/trap',
    owner: { login: 'mallory' },
  }
  await story.delivers('workflow_run', {
    action: 'completed',
    installation: { id: theirs },
    sender: { login: 'mallory', type: 'User' },
    repository,
    workflow_run: { id: acme.workflowRun, conclusion: 'cancelled' },
  })
  expect(await acme.events()).toEqual({ status: 200, body: { stop: null } })
  await story.delivers('installation', {
    action: 'deleted',
    installation: { id: theirs },
    sender: { login: 'mallory', type: 'User' },
  })
  expect(await acme.events()).toEqual({ status: 200, body: { stop: null } })
})

/** What GitHub shows of the run. */
async function stateOf(story: Story, runner: Runner) {
  return {
    comments: story.replies(),
    checks: story.github.read.checkRuns(story.repository),
    events: (await runner.events()).body,
  }
}

async function idOf(story: Story, runner: Runner): Promise<number> {
  const identity = await story.github.oidcToken(runner.workflowRun, story.app.url, {})
  return Number(JSON.parse(Buffer.from(identity.split('.')[1] ?? '', 'base64url').toString()).repository_id)
}
