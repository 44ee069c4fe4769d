import { expect, test } from '@jest/globals'
import { begin } from './kit.ts'

test('a comment becomes a pull request with its proof, in exactly these writes', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  console.log(story.writes())
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  const answer = await runner.report()
  console.log(
    answer,
    story.replies(),
    story.writes(),
    story.github.read.pullRequests(story.repository),
    story.github.read.checkRuns(story.repository),
  )
})
