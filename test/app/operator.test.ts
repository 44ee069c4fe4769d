import { expect, test } from '@jest/globals'
import { createSwitches } from '../../app/switches/switches.ts'
import { scratchDatabase } from '../../playground/scratch-database.ts'
import { begin, type Story } from './kit.ts'

/** What the operator does with a running app. */

const TOKEN = 'a-token-of-the-operator'
const WITH_TOKEN = { variables: { OPERATOR_TOKEN: TOKEN } }

async function ask(story: Story, asked: string, body?: unknown, token = TOKEN) {
  const [method = '', path = ''] = asked.split(' ')
  const answer = await fetch(`${story.app.url}/operator/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const workflows = (story: Story) => story.github.read.workflowRuns(story.repository)
const repositoryId = (story: Story) =>
  story.github.read.repositories().find(({ fullName }) => fullName === 'acme/shop')?.id

test.each<[string, (story: Story) => object]>([
  ['everything', () => ({ all: true })],
  ['an installation', ({ installation }) => ({ installation })],
  ['a repository', (story) => ({ repository: repositoryId(story) })],
])(
  '%s is switched off without a restart: nothing starts, who asks is told once, and then it is on again',
  async (_, of) => {
    const story = await begin(WITH_TOKEN)
    const place = of(story)
    expect(await ask(story, 'PUT switches', { ...place, why: 'We move @all.' })).toMatchObject({
      status: 200,
    })
    await story.comments('ada', '/agent implement')
    await story.comments('bob', '/agent implement')
    expect(workflows(story)).toEqual([])
    expect(story.replies()).toEqual([expect.stringContaining('switched it off here for now')])
    expect(story.replies()[0]).not.toContain(' @all')
    expect((await ask(story, 'GET switches')).body).toMatchObject({ switches: [{ why: 'We move @all.' }] })
    expect(await ask(story, 'DELETE switches', place)).toMatchObject({ status: 200 })
    await story.comments('ada', '/agent implement')
    expect(workflows(story)).toHaveLength(1)
  },
)

test('another place is not concerned', async () => {
  const story = await begin(WITH_TOKEN)
  await ask(story, 'PUT switches', { repository: 987_654_321 })
  await ask(story, 'PUT switches', { installation: 987_654_321 })
  await story.comments('ada', '/agent implement')
  expect(workflows(story)).toHaveLength(1)
})

test('a run under way calls no model any more, and can be stopped', async () => {
  const story = await begin(WITH_TOKEN)
  const runner = await story.running()
  await ask(story, 'PUT switches', { all: true })
  const call = { model: 'gpt-5.5', input: [], stream: true, store: false }
  expect(await runner.post('/model/v1/responses', call)).toMatchObject({
    status: 403,
    body: { error: { code: 'switched_off' } },
  })
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  expect((await runner.events()).body).toMatchObject({ stop: 'bob closed the issue' })
})

test('what waits in line while it is switched off is not started, and says why', async () => {
  const story = await begin({ variables: { OPERATOR_TOKEN: TOKEN, REINS_PLACES: '1/1/1' } })
  const first = await story.running()
  const issue = await story.github.openIssue(story.repository, { title: 'More', body: 'More.', actor: 'ada' })
  await story.comments('ada', '/agent implement', issue)
  expect((await ask(story, 'GET queue')).body).toMatchObject({
    places: { repository: 1, installation: 1, all: 1 },
    runs: { placed: 1, waiting: 1 },
    line: [{ line: 1, repository: repositoryId(story) }],
  })
  await ask(story, 'PUT switches', { all: true })
  await first.report()
  await story.settled()
  expect(workflows(story)).toHaveLength(1)
  expect(story.replies(issue)).toEqual([expect.stringContaining('switched it off here for now')])
})

test('what was given up is worked on again when the operator says so', async () => {
  const story = await begin(WITH_TOKEN)
  story.github.fail({ method: 'POST', path: /graphql$/ }, { status: 400, body: { message: 'No.' } }, 5)
  await story.comments('ada', '/agent implement')
  expect(workflows(story)).toEqual([])
  expect((await ask(story, 'GET queue')).body).toMatchObject({ deliveries: { dead: 1 } })
  expect((await ask(story, 'POST redrive', { delivery: 'another' })).body).toEqual({ redriven: 0 })
  expect((await ask(story, 'POST redrive')).body).toEqual({ redriven: 1 })
  await story.settled()
  expect(workflows(story)).toHaveLength(1)
  expect((await ask(story, 'GET queue')).body).toMatchObject({ deliveries: { dead: 0 } })
})

test('all of it is for who has the token, and nothing is there without one', async () => {
  const story = await begin(WITH_TOKEN)
  for (const asked of ['GET switches', 'PUT switches', 'DELETE switches', 'GET queue', 'POST redrive'])
    expect((await ask(story, asked, asked.startsWith('GET') ? undefined : {}, `${TOKEN}x`)).status).toBe(401)
  expect(await ask(story, 'PUT switches', {})).toMatchObject({ status: 400 })
  expect(await ask(story, 'PUT switches', { all: true, repository: 1 })).toMatchObject({ status: 400 })
  expect(await ask(story, 'DELETE switches', { all: true })).toMatchObject({ status: 404 })
  expect(await ask(story, 'POST redrive', { delivry: 'x' })).toMatchObject({ status: 400 })
  const closed = await begin()
  expect((await ask(closed, 'GET switches')).status).toBe(404)
})

test('another instance knows within five seconds, also when its clock is set back', async () => {
  const database = await scratchDatabase()
  let now = 100_000
  const [one, other] = [createSwitches(database, () => now), createSwitches(database, () => now)]
  const here = { installation: 1, repository: 2 }
  expect(await other.off(here)).toBeNull()
  await one.set({ repository: 2 }, null)
  expect(await one.off(here)).toEqual({ place: 'repository 2', why: null, at: 100_000 })
  expect(await other.off(here)).toBeNull()
  now += 5_000
  expect(await other.off(here)).not.toBeNull()
  await one.remove({ repository: 2 })
  now -= 50_000
  expect(await other.off(here)).toBeNull()
  await database.close()
})
