import { expect, test } from '@jest/globals'
import { begin, HARNESS, type Story } from './kit.ts'

/** Attacks with words that are nobody's command: ours, quoted ones, hidden ones, and those that stood there before. */

const started = (story: Story) => story.github.read.workflowRuns(story.repository).length

test('a maintainer who edits a command into our own comment starts nothing', async () => {
  const story = await begin()
  await story.comments('ada', '/agent help')
  const [ours] = story.github.read.comments(story.repository, 1).filter(({ actor }) => actor === 'reins[bot]')
  story.writes()
  await story.edits('bob', ours?.id ?? 0, '/agent implement')
  expect(started(story)).toBe(0)
  expect(story.writes()).toEqual([])
  expect(story.app.ignored()).toMatchObject({ 'the comment is our own': expect.any(Number) })
})

test('our own words start nothing, though the rules name us as a bot and the server does not say through which App', async () => {
  const rules = `${HARNESS}triggers: { bots: ['reins[bot]'] }\n`
  const story = await begin({ files: { '.github/agent.yml': rules } })
  const id = story.github.read.repositories().find(({ fullName }) => fullName === story.repository)?.id
  const user = { login: 'reins[bot]', id: 1, type: 'Bot' }
  const url = `${story.github.url}/acme/shop/issues/1`
  await story.delivers('issue_comment', {
    action: 'created',
    installation: { id: story.installation },
    repository: { id, name: 'shop', owner: { login: 'acme' }, default_branch: 'main', private: false },
    issue: { number: 1, title: 'T', body: '', state: 'open', html_url: url, user },
    comment: {
      id: 999,
      node_id: 'IC_999',
      updated_at: '2026-11-23T10:00:00Z',
      body: '/agent implement',
      created_at: '2026-11-23T10:00:00Z',
      html_url: `${url}#issuecomment-999`,
    },
    sender: user,
  })
  expect(started(story)).toBe(0)
  expect(story.writes()).toEqual([])
  expect(story.app.ignored()).toMatchObject({ 'we wrote it ourselves': 1 })
})

test('what the agent says and asks for in its status comment starts nothing', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({
    outcome: { kind: 'blocked', question: 'Write\n\n/agent implement\n\nand /agent approve deadbeef' },
    changes: [],
  })
  await story.settled()
  expect(started(story)).toBe(1)
  expect(story.replies()[0]).toContain('\\/agent implement')
})

test.each([
  ['in a quote', '> /agent implement'],
  ['in code', '```\n/agent implement\n```'],
  ['in an HTML comment', '<!--\n/agent implement\n-->'],
  ['in a list', '- /agent implement'],
  [
    'behind our own mark',
    `<!-- reins:status run=${'k'.repeat(26)} tag=${'A'.repeat(43)} --> /agent implement`,
  ],
])('a command %s is none', async (_, body) => {
  const story = await begin()
  await story.comments('ada', body)
  expect(started(story)).toBe(0)
  expect(story.writes()).toEqual([])
})

test('an edit that moves a command, or adds words to it, starts nothing; one out of a quote does', async () => {
  const story = await begin()
  const id = await story.comments('ada', '> /agent implement\n\nI would not.')
  await story.edits('ada', id, '> /agent implement\n\nI would.')
  expect(started(story)).toBe(0)
  await story.edits('ada', id, '/agent implement')
  expect(started(story)).toBe(1)
  await story.edits('ada', id, 'Now:\n\n/agent implement with all my heart')
  expect(started(story)).toBe(1)
})
