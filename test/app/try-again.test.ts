import { expect, test } from '@jest/globals'
import { RUN_TIMES } from '../../app/runs/due-at.ts'
import { endsAfter } from './effects/ends-after.ts'
import { begin, type Story } from './kit.ts'

/** A start that comes to nothing, by no fault of the agent's. */

const runs = (story: Story) => story.github.read.workflowRuns(story.repository)
const waits = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const DISPATCH = { method: 'POST', path: /dispatches$/ }

test('a run that no runner begins is started again, says so, and ends when it was enough', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, claimWithin: 300, again: [0, 0] } } })
  await story.comments('ada', '/agent implement')
  const { key } = story.runner()
  while (runs(story).length < 3 || runs(story).some(({ status }) => status !== 'completed')) {
    await waits(50)
    await story.settled()
  }
  expect(runs(story).map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'cancelled', 'cancelled'])
  expect(story.runner().key).toBe(key)
  expect(story.replies()).toEqual([expect.stringContaining('No runner began within 1 s.')])
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'timed_out' }])
  const said = story.github.requests().map(({ body }) => JSON.stringify(body) ?? '')
  for (const again of ['**Starting again (1 of 2).**', '**Starting again (2 of 2).**'])
    expect(said.filter((one) => one.includes(again))).toHaveLength(1)
})

test('the runner of a start that was given up is refused, the one after it is not', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, claimWithin: 600, again: [0] } } })
  await story.comments('ada', '/agent implement')
  const lost = story.runner()
  while (runs(story).length < 2) {
    await waits(50)
    await story.settled()
  }
  expect(await lost.claim()).toMatchObject({ status: 403 })
  expect(await story.runner().claim()).toMatchObject({ status: 200 })
})

test('GitHub is away for the start: it is tried again, and nothing is started twice', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, again: [0, 0] } } })
  story.github.fail(DISPATCH, 'reset')
  await story.comments('ada', '/agent implement')
  await story.settled()
  expect(runs(story)).toHaveLength(1)
  expect(await story.runner().claim()).toMatchObject({ status: 200 })
}, 60_000)

/** The app is gone right after GitHub began the workflow, and back when its job has ended. */
async function interrupted(ends: (story: Story, workflowRun: number) => Promise<void>): Promise<Story> {
  const story = await begin({ times: { runs: { ...RUN_TIMES, again: [0] } } })
  await endsAfter(story, DISPATCH, {
    during: () =>
      story.github.comment(story.repository, story.issue, { body: '/agent implement', actor: 'ada' }),
    before: () => ends(story, runs(story)[0]?.id ?? 0),
  })
  await story.settled()
  return story
}

test('a workflow that ended while the app was away, in the middle of starting it, is started again', async () => {
  const story = await interrupted(({ github, repository }, id) => github.failRun(repository, id))
  expect(runs(story)).toHaveLength(2)
  expect(story.replies()).toEqual([expect.stringContaining('**Started.**')])
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  expect((await runner.report()).body).toMatchObject({ conclusion: 'success' })
})

test('unless somebody cancelled it', async () => {
  const story = await interrupted(({ github, repository }, id) => github.cancelRun(repository, id, 'ada'))
  expect(runs(story)).toHaveLength(1)
  expect(story.replies()).toEqual([expect.stringContaining('The workflow run was cancelled on GitHub.')])
})

test('whoever closes the issue meanwhile ends it', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, claimWithin: 300, again: [600_000] } } })
  await story.comments('ada', '/agent implement')
  while (!story.replies()[0]?.includes('Starting again')) {
    await waits(50)
    await story.settled()
  }
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  expect(story.replies()).toEqual([expect.stringContaining('bob closed the issue')])
  expect(runs(story)).toHaveLength(1)
})
