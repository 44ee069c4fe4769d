import { expect, test } from '@jest/globals'
import { begin, HARNESS } from './kit.ts'
import { finding } from './runner.ts'

/** Roles beside the implementer: what the runner gets for them, and what becomes of what they say. */

const reviewed = { files: { '.github/agent.yml': `${HARNESS}agents: { reviewer: {} }\n` } }

test('the runner gets the models of the roles that are written, without anything secret', async () => {
  const story = await begin(reviewed)
  const runner = await story.running()
  expect(runner.assignment?.roles).toEqual({
    reviewer: {
      ...{ name: 'gpt-5.4-mini', api: 'responses', path: '/model/v1', window: 272_000 },
      price: { input: 0.75, cached: 0.075, output: 4.5 },
    },
  })
  const plain = await begin()
  expect((await plain.running()).assignment).not.toHaveProperty('roles')
})

test('a model that is not served is named with its key, and nothing starts', async () => {
  const story = await begin({
    files: { '.github/agent.yml': `${HARNESS}agents: { reviewer: {} }\nmodels: { other: qwen9 }\n` },
  })
  await story.comments('ada', '/agent implement')
  expect(story.github.read.workflowRuns(story.repository)).toEqual([])
  expect(story.replies()).toEqual([expect.stringMatching(/asks for the model `qwen9`.*models: { other: /s)])
})

test('what a reviewer objects to stands at its line, and the run is green', async () => {
  const story = await begin(reviewed)
  const runner = await story.running()
  const objection = finding(2, { rule: 'review', message: 'An empty cart has minus one item.' })
  const { body } = await runner.report({ findings: [objection] })
  expect(body.conclusion).toBe('success')
  const [pull] = story.github.read.pullRequests(story.repository)
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations).toMatchObject([{ title: 'review', start_line: 2, annotation_level: 'warning' }])
  const [review] = story.github.read.reviews(story.repository, pull?.number ?? 0)
  expect(review?.comments.map(({ line, body }) => [line, body])).toEqual([
    [2, '⚠️ **review**: An empty cart has minus one item.'],
  ])
  expect(pull?.body).toContain('| reviewer’s model | `gpt-5.4-mini` |')
})
