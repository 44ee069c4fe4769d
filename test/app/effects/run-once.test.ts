import { describe, expect, test } from '@jest/globals'
import { begin, type Story } from '../kit.ts'
import { endsAfter, type Match } from './ends-after.ts'

/** From the comment to the runner: one workflow run and one status comment, whatever is lost on the way. */

const DISPATCH: Match = { method: 'POST', path: /\/dispatches$/ }
const STATUS: Match = { method: 'POST', path: /\/issues\/\d+\/comments$/ }

/** One workflow run, one status comment, and the run goes on to its end. */
async function goesOn(story: Story): Promise<void> {
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
  expect(story.replies()).toHaveLength(1)
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  expect((await runner.report()).body).toMatchObject({ conclusion: 'success' })
  await story.settled()
  expect(story.replies()).toEqual([expect.stringContaining('**Draft pull request:**')])
}

describe.each<[string, Match]>([
  ['the dispatch', DISPATCH],
  ['the status comment', STATUS],
])('of %s', (_, match) => {
  test.each([502, 'reset'] as const)('the answer is lost (%s)', async (how) => {
    const story = await begin()
    story.github.lose(match, how)
    await story.comments('ada', '/agent implement')
    await goesOn(story)
  })

  test('the app ends right after it', async () => {
    const story = await begin()
    const comment = { body: '/agent implement', actor: 'ada' }
    await endsAfter(story, match, { during: () => story.github.comment(story.repository, 1, comment) })
    await story.settled()
    await goesOn(story)
  })
})

test('a status comment for which GitHub is away is written when it is back', async () => {
  const story = await begin()
  story.github.fail(STATUS, { status: 503 }, 2)
  await story.comments('ada', '/agent implement')
  await goesOn(story)
})

test('a status comment that GitHub refuses holds nothing up', async () => {
  const story = await begin()
  story.github.fail(STATUS, { status: 403, body: { message: 'This issue is locked.' } })
  await story.comments('ada', '/agent implement')
  expect(story.replies()).toEqual([])
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  await runner.report()
  expect(story.replies()).toEqual([expect.stringContaining('**Draft pull request:**')])
})

test('one that was deleted twice is written twice, and there is one', async () => {
  const story = await begin()
  const runner = await story.running()
  const remove = async () => {
    const status = story.github.read.comments(story.repository, 1).find(({ actor }) => actor === 'reins[bot]')
    const url = `${story.github.apiUrl}/repos/acme/shop/issues/comments/${status?.id}`
    const headers = { authorization: `Bearer ${story.github.token('ada')}` }
    expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(204)
  }
  await remove()
  story.github.lose(STATUS, 502)
  const check = { method: 'POST', path: /\/check-runs$/ }
  await endsAfter(story, check, { during: () => runner.report(), before: async () => undefined })
  await runner.report()
  expect(story.replies()).toEqual([expect.stringContaining('**Draft pull request:**')])
  await remove()
  await story.comments('ada', '/agent implement')
  expect(story.replies()).toEqual([expect.stringContaining('**Started.**')])
})

describe('the end of a run that brings no report', () => {
  test.each<[string, Match]>([
    ['the check run', { method: 'POST', path: /\/check-runs$/ }],
    ['the last word', { method: 'PATCH', path: /\/issues\/comments\/\d+$/ }],
  ])('is told once, although the app ends right after %s', async (_, match) => {
    const story = await begin()
    await story.running()
    await endsAfter(story, match, {
      during: () => story.github.cancelRun(story.repository, story.runner().workflowRun, 'ada'),
    })
    await story.settled()
    expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
    expect(story.replies()).toEqual([expect.stringContaining('The workflow run was cancelled on GitHub.')])
  })

  test('is told when GitHub is back', async () => {
    const story = await begin()
    const runner = await story.running()
    story.github.fail({ method: 'PATCH', path: /\/issues\/comments\/\d+$/ }, { status: 503 }, 3)
    await story.github.cancelRun(story.repository, runner.workflowRun, 'ada')
    await story.settled()
    expect(story.replies()).toEqual([expect.stringContaining('The workflow run was cancelled on GitHub.')])
  })
})
