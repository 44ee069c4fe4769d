import { expect, test } from '@jest/globals'
import { SWEEP_TIMES } from '../../../app/sweep/create-sweep.ts'
import { begin } from '../kit.ts'

/** What GitHub could not deliver, on the whole way. */

test('what was said while the app was away is answered when it is back, once', async () => {
  const story = await begin({ times: { sweep: SWEEP_TIMES } })
  await story.unheard(() =>
    story.github.comment(story.repository, story.issue, { body: '/agent implement', actor: 'ada' }),
  )
  await story.settled()
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
  await story.restarts()
  await story.settled()
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
  const asked = story.github.requests().filter(({ path }) => path.endsWith('/attempts'))
  expect(asked).toHaveLength(1)
  const text = await (await fetch(`${story.app.url}/metrics`)).text()
  expect(text).toContain('# TYPE reins_redeliveries_total counter')
})

test('a sweep that GitHub does not answer is begun again where it was', async () => {
  const story = await begin({ times: { sweep: SWEEP_TIMES } })
  await story.unheard(async () => {
    await story.github.comment(story.repository, story.issue, { body: '/agent implement', actor: 'ada' })
    story.github.fail({ method: 'GET', path: /hook\/deliveries$/ }, { status: 404 })
  })
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(0)
  await story.restarts()
  await story.settled()
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
})
