import { expect, test } from '@jest/globals'
import { RUN_TIMES } from '../../app/runs/due-at.ts'
import { begin, type Story } from './kit.ts'

/** Runs that end from outside: stopped, lost, late. Each within a bounded time, and said. */

/** Its time is over, and its end is told. */
async function ended(story: Story): Promise<void> {
  while (story.github.read.checkRuns(story.repository).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await story.settled()
}

test('a closed issue stops its run: the runner is told, and its word still counts', async () => {
  const story = await begin()
  const runner = await story.running()
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  expect(await runner.events()).toEqual({ status: 200, body: { stop: 'bob closed the issue' } })
  const { body } = await runner.report({ outcome: { kind: 'cancelled', detail: 'bob closed the issue' } })
  expect(body).toMatchObject({ conclusion: 'cancelled', url: null })
  expect(story.replies()[0]).toContain('bob closed the issue')
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
})

test('a run that has not begun is cancelled with its workflow', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(await story.runner().claim()).toMatchObject({ status: 409 })
})

test('a runner that does not obey is ended', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, stopWithin: 50 } } })
  const runner = await story.running()
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  await ended(story)
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(await runner.report()).toMatchObject({ status: 409 })
})

test('a workflow somebody cancels on GitHub ends its run', async () => {
  const story = await begin()
  const runner = await story.running()
  await story.github.cancelRun(story.repository, runner.workflowRun, 'ada')
  await story.settled()
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(story.replies()[0]).toContain('The workflow run was cancelled on GitHub.')
})

test('a run nobody begins is timed out, and its workflow with it', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, claimWithin: 40, again: [] } } })
  await story.comments('ada', '/agent implement')
  await ended(story)
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'timed_out' }])
  expect(story.replies()[0]).toContain('No runner began within 1 s.')
  expect(story.github.read.workflowRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
})

test('a runner that never reports is timed out', async () => {
  const story = await begin({
    variables: { REINS_LIMITS: '{"time": 1000}' },
    times: { runs: { ...RUN_TIMES, aroundTheAgent: 200 } },
  })
  const runner = await story.running()
  await ended(story)
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'timed_out' }])
  expect(await runner.report()).toMatchObject({ status: 409 })
})

test('after any end the issue is free for another run', async () => {
  const story = await begin()
  const runner = await story.running()
  await story.github.cancelRun(story.repository, runner.workflowRun, 'ada')
  await story.settled()
  await story.comments('ada', '/agent implement')
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(2)
})

test('an app that stops leaves its runs to the next one, which takes their reports', async () => {
  const story = await begin()
  const runner = await story.running()
  await story.restarts()
  expect(story.writes()).toEqual([])
  expect(await runner.events()).toMatchObject({ status: 200, body: { stop: null } })
  expect((await runner.report()).body).toMatchObject({ conclusion: 'success' })
  expect(story.replies()).toEqual([expect.stringContaining('**Draft pull request:**')])
})

test('a run whose time was over while the app was stopped ends when it starts', async () => {
  const story = await begin({ times: { runs: { ...RUN_TIMES, claimWithin: 400 } } })
  await story.comments('ada', '/agent implement')
  await story.app.close()
  await new Promise((resolve) => setTimeout(resolve, 500))
  await story.restarts()
  while (!story.replies()[0]?.includes('No runner began within'))
    await new Promise((resolve) => setTimeout(resolve, 50))
})

test('a status comment somebody deleted is written again at the end', async () => {
  const story = await begin()
  const runner = await story.running()
  const [, status] = story.github.read.comments(story.repository, 1)
  const gone = await fetch(`${story.github.apiUrl}/repos/acme/shop/issues/comments/${status?.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${story.github.token('ada')}` },
  })
  expect(gone.status).toBe(204)
  await runner.report()
  expect(story.replies()).toEqual([expect.stringContaining('**Draft pull request:**')])
})
