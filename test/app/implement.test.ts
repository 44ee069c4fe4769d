import { expect, test } from '@jest/globals'
import { begin, HARNESS } from './kit.ts'
import { finding, gate, write } from './runner.ts'

/** From `/agent implement` to a draft pull request with its proof. */

test('a comment is seen at once, starts the workflow, and gets one status comment', async () => {
  const story = await begin()
  const comment = await story.comments('ada', '/agent implement\nKeep it small.')
  expect(story.writes()).toEqual([
    `POST issues/comments/${comment}/reactions`,
    'POST actions/workflows/agent.yml/dispatches',
    'POST issues/1/comments',
  ])
  expect(story.github.read.comments(story.repository, 1)[0]?.reactions).toEqual([
    { actor: 'reins[bot]', content: 'eyes' },
  ])
  expect(story.replies()).toEqual([expect.stringContaining('**Started.** The run waits for a runner')])
})

test('the runner gets everything it needs, frozen, once it has proved which job it is', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement\nKeep it small.')
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  expect(runner.assignment).toMatchObject({
    repository: { owner: 'acme', name: 'shop', defaultBranch: 'main' },
    request: { command: 'implement', text: 'Keep it small.', actor: 'ada', issue: 1 },
    issue: { title: 'Discounts', body: 'Take discounts off the total.', trusted: true },
    base: { ref: 'main', sha: story.base },
    branch: `reins/issue-1-${runner.key.slice(0, 4)}`,
    origin: { from: 'file', path: '.github/agent.yml' },
    model: { name: 'gpt-5.5', api: 'responses', path: '/model/v1' },
  })
})

test('its report becomes a commit, a draft pull request, a check run, and the last word on the issue', async () => {
  const story = await begin()
  const runner = await story.running()

  const answer = await runner.report()
  const [pull] = story.github.read.pullRequests(story.repository)
  expect(answer).toEqual({
    status: 200,
    body: { conclusion: 'success', message: 'Done, the gate passed', url: pull?.url },
  })
  expect(story.writes()).toEqual([
    'POST git/refs',
    'POST graphql createCommitOnBranch',
    'POST pulls',
    'POST check-runs',
    expect.stringMatching(/^PATCH issues\/comments\/\d+$/),
  ])
  expect(pull).toMatchObject({
    title: 'Take discounts off the total',
    draft: true,
    author: 'reins[bot]',
    head: { ref: `reins/issue-1-${runner.key.slice(0, 4)}` },
    base: { ref: 'main' },
    files: [{ path: 'src/cart.js', status: 'modified' }],
  })
  for (const part of [
    'Closes #1',
    'asked for by ada',
    '| `test` | ✅ passed | ✅ passed |',
    '`gpt-5.5`',
    '0.0200 USD of 5.00 USD',
    runner.key,
  ])
    expect(pull?.body).toContain(part)
  expect(story.github.read.checkRuns(story.repository)).toEqual([
    expect.objectContaining({
      name: 'agent',
      headSha: pull?.head.sha,
      status: 'completed',
      conclusion: 'success',
      externalId: expect.stringMatching(new RegExp(`^${runner.key}\\.[\\w-]{43}$`)),
      annotations: [],
    }),
  ])
  expect(story.replies()).toEqual([expect.stringContaining(`**Draft pull request:** ${pull?.url}`)])
})

test('what the agent does is told on the way, on the same comment', async () => {
  const story = await begin({ times: { pace: { phase: 1, turn: 1 } } })
  const runner = await story.running()
  const usage = { requests: 1, inputTokens: 10, cachedTokens: 0, outputTokens: 1, cost: 0.01 }
  expect(
    await runner.events(
      { type: 'turn', turn: 2, say: 'I look at <b>the cart</b>. @everyone', calls: [], usage },
      { type: 'phase', phase: 'gates' },
    ),
  ).toEqual({ status: 200, body: { stop: null } })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await story.settled()
  const [status, ...others] = story.replies()
  expect(others).toEqual([])
  expect(status).toContain('**Running the gates on its changes** (turn 2')
  expect(status).toContain('I look at')
  expect(status).not.toMatch(/[^\\]<b>/)
  expect(status).not.toMatch(/(^|\s)@everyone/)
})

test('remaining findings stand at their lines: annotations for all, one review for those in the diff', async () => {
  const story = await begin({
    files: { '.github/agent.yml': `${HARNESS}review: { suggestions: all }\n` },
  })
  const runner = await story.running()
  await runner.report({
    findings: [
      finding(2, { fix: 'Write ===.', replacement: '  return items.length === 1' }),
      finding(40, { message: 'Outside of the diff.' }),
      finding(1, { preexisting: true, message: 'Was there before.' }),
    ],
    doubts: [{ text: 'Is one discount enough?', path: 'src/cart.js', line: 2 }],
  })
  const [pull] = story.github.read.pullRequests(story.repository)
  const [check] = story.github.read.checkRuns(story.repository)
  expect(
    check?.annotations.map(({ start_line, annotation_level }) => [start_line, annotation_level]),
  ).toEqual([
    [2, 'warning'],
    [40, 'warning'],
    [2, 'notice'],
  ])
  const [review, ...others] = story.github.read.reviews(story.repository, pull?.number ?? 0)
  expect(others).toEqual([])
  expect(review).toMatchObject({ actor: 'reins[bot]', state: 'COMMENTED' })
  expect(review?.comments.map(({ path, line }) => [path, line])).toEqual([
    ['src/cart.js', 2],
    ['src/cart.js', 2],
  ])
  expect(review?.comments[0]?.body).toContain('```suggestion\n  return items.length === 1\n```')
  expect(review?.comments[1]?.body).toContain('Is one discount enough?')
})

test('what only a tool says would mend a line is no suggestion, unless the rules want all of them', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({ findings: [finding(2, { fix: 'Write ===.', replacement: '  rm()' })] })
  const [pull] = story.github.read.pullRequests(story.repository)
  const [review] = story.github.read.reviews(story.repository, pull?.number ?? 0)
  expect(review?.comments[0]?.body).toContain('Write ===.')
  expect(review?.comments[0]?.body).not.toContain('suggestion')
})

test('120 findings are three batches of one check run, and the review shows the ten worst', async () => {
  const story = await begin()
  const runner = await story.running()
  const lines = Array.from({ length: 120 }, (_, index) => `// line ${index + 1}\n`).join('')
  await runner.report({
    changes: [write('src/long.js', lines)],
    findings: Array.from({ length: 120 }, (_, index) => finding(index + 1, { path: 'src/long.js' })),
  })
  expect(story.writes()).toEqual([
    'POST git/refs',
    'POST graphql createCommitOnBranch',
    'POST pulls',
    'POST pulls/2/reviews',
    'POST check-runs',
    expect.stringMatching(/^PATCH check-runs\/\d+$/),
    expect.stringMatching(/^PATCH check-runs\/\d+$/),
    expect.stringMatching(/^PATCH issues\/comments\/\d+$/),
  ])
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations).toHaveLength(120)
  const [review] = story.github.read.reviews(story.repository, 2)
  expect(review?.comments).toHaveLength(10)
  expect(review?.body).toContain('110 more')
})

test('the app applies the rules itself: a broken one is red, whatever the runner says', async () => {
  const story = await begin()
  const runner = await story.running()
  const { body } = await runner.report({
    changes: [write('src/cart.js', 'export const total = () => console.log(1)\n')],
    findings: [],
  })
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Failed: no-console' })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations).toEqual([
    expect.objectContaining({
      path: 'src/cart.js',
      start_line: 1,
      annotation_level: 'failure',
      title: 'no-console',
    }),
  ])
  expect(check?.annotations[0]?.message).toContain('Use `log` from src/log.js.')
})

test('a gate that fails now and did not before is red, and the work stays a draft', async () => {
  const story = await begin()
  const runner = await story.running()
  const { body } = await runner.report({ gates: [gate('test', 'failed')] })
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Failed: test' })
  expect(story.github.read.pullRequests(story.repository)).toMatchObject([{ draft: true }])
})

test('a required check that nobody ran proves nothing', async () => {
  const story = await begin()
  const runner = await story.running()
  expect((await runner.report({ gates: [] })).body).toMatchObject({
    conclusion: 'failure',
    message: 'Failed: test',
  })
})

test('protected paths are published, and wait for a person', async () => {
  const story = await begin({
    files: { '.github/agent.yml': 'version: 1\nscope: { protect: [src/auth/**] }\n' },
  })
  const runner = await story.running()
  const { body } = await runner.report({ changes: [write('src/auth/login.js', 'export {}\n')], gates: [] })
  expect(body.conclusion).toBe('action_required')
  expect(story.replies()[0]).toContain('`src/auth/login.js`')
})

test('executable and binary files are committed as they are', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\n' } })
  const runner = await story.running()
  const bytes = new Uint8Array([137, 80, 78, 71, 0, 255, 254])
  await runner.report({
    gates: [],
    changes: [
      write('bin/run.sh', '#!/bin/sh\necho ünïcödé\n', '100755'),
      write('logo.png', bytes),
      { kind: 'delete', path: 'src/cart.js', removed: 3 },
    ],
  })
  const [pull] = story.github.read.pullRequests(story.repository)
  expect(pull?.files.map(({ path, status }) => [path, status])).toEqual([
    ['bin/run.sh', 'added'],
    ['logo.png', 'added'],
    ['src/cart.js', 'removed'],
  ])
  expect(await story.github.read.file(story.repository, pull?.head.sha ?? '', 'bin/run.sh')).toBe(
    '#!/bin/sh\necho ünïcödé\n',
  )
})

test('a second run of an issue has its own branch and keeps the one status comment', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  const first = story.runner()
  await first.claim()
  await first.report()
  await story.comments('ada', '/agent implement')
  const second = story.runner()
  expect(second.key).not.toBe(first.key)
  await second.claim()
  await second.report()
  expect(story.github.read.pullRequests(story.repository)).toHaveLength(2)
  expect(story.replies()).toHaveLength(1)
})

test('without a rules file the checks are detected, and the pull request proposes the file', async () => {
  const story = await begin({ files: { '.github/agent.yml': null } })
  const runner = await story.running()
  expect(runner.assignment?.origin.from).toBe('detected')
  const checks = runner.assignment?.harness.checks ?? []
  expect(checks.map(({ run }) => run)).toEqual(['npm test'])
  await runner.report({ gates: checks.map(({ name }) => gate(name)) })
  const [pull] = story.github.read.pullRequests(story.repository)
  expect(pull?.body).toContain('This repository has no rules file yet')
})
