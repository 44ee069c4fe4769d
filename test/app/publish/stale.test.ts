import { expect, test } from '@jest/globals'
import { judgeReport } from '../../../app/publish/judge-report.ts'
import { unlessMoved } from '../../../app/publish/unless-moved.ts'
import { anAssignment, base } from '../a-run.ts'
import { begin, type Story } from '../kit.ts'
import { Runner, write } from '../runner.ts'

/** Attacks with time: what was judged and what is published have to be the same. */

test('what was judged on a commit that is the head no longer is not published', async () => {
  const judged = await judgeHonest()
  expect(judged.ending.refused).toBeNull()
  expect(unlessMoved(judged, anAssignment(), base)).toBe(judged)
  for (const head of ['b'.repeat(40), null]) {
    const late = unlessMoved(judged, anAssignment(), head)
    expect(late.ending.refused).toBe('main moved during the run: stale, run again.')
    expect(late.changes).toEqual([])
    expect(late.report.changes).toEqual(judged.report.changes)
  }
})

function judgeHonest() {
  const honest = new Runner(null as never, null as never, { id: 1, key: 'k'.repeat(26) }).honest()
  return judgeReport({
    told: { ...honest, base, gates: [], changes: [write('src/cart.js', 'export const total = 2\n')] },
    assignment: anAssignment(),
    base: new Map([['src/cart.js', { mode: '100644', bytes: 1, text: '1\n' }]]),
    ...{ lookalikes: new Map(), secrets: [], leaks: [], usage: null, now: 0 },
  })
}

test('somebody writes to our branch between its making and the commit: GitHub swaps nothing, and that is told', async () => {
  const story = await begin()
  const runner = await story.running()
  const stop = story.github.onEvent((event) => {
    if (event.type !== 'push') return
    stop()
    story.github.fail(
      { method: 'POST', path: /graphql$/, body: /createCommitOnBranch/ },
      { status: 200, body: STALE },
    )
  })
  const { body } = await runner.report()
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Publishing broke off', url: null })
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
})

test('every commit says which head it was made for', async () => {
  const story = await begin()
  await (await story.running()).report()
  expect(expectedHeads(story)).toEqual([story.base])
})

/** As GitHub answers when `expectedHeadOid` is not the head. */
const STALE = {
  data: { createCommitOnBranch: null },
  errors: [
    { type: 'STALE_DATA', message: 'Expected branch to point to "a" but it did not. Pull and try again.' },
  ],
}

/** What each commit said the branch has to point to. */
function expectedHeads(story: Story): unknown[] {
  return story.github.requests().flatMap(({ body }) => {
    const { query, variables } = (body ?? {}) as {
      query?: string
      variables?: { input?: { expectedHeadOid?: string } }
    }
    return query?.startsWith('mutation') ? [variables?.input?.expectedHeadOid] : []
  })
}
