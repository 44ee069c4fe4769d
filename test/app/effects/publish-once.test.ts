import { describe, expect, test } from '@jest/globals'
import { begin, type Story } from '../kit.ts'
import { type Answer, finding, type Runner, write } from '../runner.ts'
import { endsAfter, type Match } from './ends-after.ts'

/** Whatever is lost between any two writes of a publication, what stands in the end is one of each. */

const FINDINGS = 120
const lines = Array.from({ length: FINDINGS }, (_, index) => `// line ${index + 1}\n`).join('')

/** With a review and three batches of annotations. */
function reports(runner: Runner): Promise<Answer> {
  return runner.report({
    changes: [write('src/long.js', lines)],
    findings: Array.from({ length: FINDINGS }, (_, index) => finding(index + 1, { path: 'src/long.js' })),
    doubts: [{ text: 'Right?', path: 'src/long.js', line: 2 }],
  })
}

/** Every write of it, in order. */
const WRITES: [string, Match, after?: number][] = [
  ['the branch', { method: 'POST', path: /\/git\/refs$/ }],
  ['the commit', { method: 'POST', path: /\/graphql$/, body: /createCommitOnBranch/ }],
  ['the pull request', { method: 'POST', path: /\/pulls$/ }],
  ['the review', { method: 'POST', path: /\/reviews$/ }],
  ['the check run', { method: 'POST', path: /\/check-runs$/ }],
  ['the second batch of annotations', { method: 'PATCH', path: /\/check-runs\/\d+$/ }],
  ['the third batch of annotations', { method: 'PATCH', path: /\/check-runs\/\d+$/ }, 1],
  ['the last word', { method: 'PATCH', path: /\/issues\/comments\/\d+$/ }],
]

/** One of each, whole, and the truth on the issue. */
async function isWhole(story: Story): Promise<void> {
  const { read } = story.github
  const [pull, ...pulls] = read.pullRequests(story.repository)
  expect(pulls).toEqual([])
  const branch = pull?.head.ref ?? ''
  const head = await read.head(story.repository, branch)
  expect(pull?.head.sha).toBe(head)
  expect(commitsOn(story)).toBe(1)
  expect(await read.file(story.repository, branch, 'src/long.js')).toBe(lines)
  expect(read.reviews(story.repository, pull?.number ?? 0)).toMatchObject([{ commitId: head }])
  const [check, ...checks] = read.checkRuns(story.repository)
  expect(checks).toEqual([])
  expect(check).toMatchObject({ headSha: head, status: 'completed', conclusion: 'success' })
  const places = check?.annotations.map(({ start_line: line, message }) => `${line} ${message}`) ?? []
  expect(places).toHaveLength(FINDINGS + 1)
  expect(new Set(places).size).toBe(FINDINGS + 1)
  expect(story.replies()).toEqual([expect.stringContaining(`**Draft pull request:** ${pull?.url}`)])
}

/** Commits the app asked for and got. */
function commitsOn(story: Story): number {
  return story.github
    .requests()
    .filter(({ body, as }) => as === 'reins[bot]' && JSON.stringify(body)?.includes('mutation')).length
}

describe.each([502, 'reset'] as const)('an answer that is lost (%s)', (how) => {
  test.each(WRITES)('of %s: nothing is made twice', async (_, match, after = 0) => {
    const story = await begin()
    const runner = await story.running()
    story.github.lose(match, how, after)
    const { body } = await reports(runner)
    expect(body).toMatchObject({ conclusion: 'success', message: 'Done, the gate passed' })
    await story.settled()
    await isWhole(story)
  })
})

test.each(WRITES)('the app ends right after %s, and what is missing follows', async (_, match, after = 0) => {
  const story = await begin()
  const runner = await story.running()
  await endsAfter(story, match, { after, during: () => reports(runner) })
  // The runner whose answer was lost hears what came of it.
  const { body } = await reports(runner)
  await story.settled()
  await isWhole(story)
  expect(body).toMatchObject({ conclusion: 'success', message: 'Done, the gate passed' })
})

test('an executable file goes another way, and is made once too', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\n' } })
  const runner = await story.running()
  const changes = [write('bin/run.sh', '#!/bin/sh\n', '100755')]
  const branch = { method: 'POST', path: /\/git\/refs$/ }
  await endsAfter(story, branch, { during: () => runner.report({ gates: [], changes }) })
  expect((await runner.report({ gates: [], changes })).body).toMatchObject({ conclusion: 'action_required' })
  const pulls = story.github.read.pullRequests(story.repository)
  expect(pulls).toMatchObject([{ files: [{ path: 'bin/run.sh', status: 'added' }] }])
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ headSha: pulls[0]?.head.sha }])
})

test('a run without a change has one check run on the base', async () => {
  const story = await begin()
  const runner = await story.running()
  const nothing = { outcome: { kind: 'nothing' as const, reason: 'All is well.' }, changes: [] }
  const check = { method: 'POST', path: /\/check-runs$/ }
  await endsAfter(story, check, { during: () => runner.report(nothing) })
  expect((await runner.report(nothing)).body).toMatchObject({ conclusion: 'neutral' })
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ headSha: story.base }])
  expect(story.replies()).toEqual([expect.stringContaining('All is well.')])
})

/** Ada writes to main, so that whatever begins to be published now is stale. */
async function mainMoves(story: Story): Promise<void> {
  const files = { 'README.md': 'Hello\n' }
  await story.github.commit(story.repository, { message: 'Meanwhile', files, actor: 'ada' })
}

test.each(WRITES.slice(0, 3))(
  'what stands once is gone on with, although main moved after %s',
  async (_, match) => {
    const story = await begin()
    const runner = await story.running()
    await endsAfter(story, match, { during: () => reports(runner), before: () => mainMoves(story) })
    expect((await reports(runner)).body).toMatchObject({ conclusion: 'success' })
    await story.settled()
    await isWhole(story)
  },
)

test('what was told as stale stays stale, although main moved back', async () => {
  const story = await begin()
  const runner = await story.running()
  await mainMoves(story)
  await story.settled()
  const check = { method: 'POST', path: /\/check-runs$/ }
  const url = `${story.github.apiUrl}/repos/acme/shop/git/refs/heads/main`
  const before = async () => {
    const back = await fetch(url, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${story.github.token('ada')}`, 'user-agent': 'a test' },
      body: JSON.stringify({ sha: story.base, force: true }),
    })
    expect(back.status).toBe(200)
  }
  await endsAfter(story, check, { during: () => reports(runner), before })
  expect((await reports(runner)).body).toMatchObject({ conclusion: 'failure' })
  expect(story.replies()[0]).toContain('main moved during the run: stale, run again.')
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(story.github.read.checkRuns(story.repository)).toHaveLength(1)
})

test.each(WRITES)('GitHub is away for %s: it is made when GitHub is back', async (_, match, after = 0) => {
  const story = await begin()
  const runner = await story.running()
  // Let through what comes before it.
  if (after > 0) story.github.lose(match, 502)
  story.github.fail(match, { status: 503 }, 4)
  expect((await reports(runner)).body).toMatchObject({ conclusion: 'success' })
  await story.settled()
  await isWhole(story)
})

test('somebody else’s commit under our words is none of ours', async () => {
  const story = await begin()
  const runner = await story.running()
  const branch = runner.assignment?.branch ?? ''
  const commit = { method: 'POST', path: /\/graphql$/, body: /createCommitOnBranch/ }
  story.github.fail(commit, { status: 502 }, 1)
  const stop = story.github.onEvent((event) => {
    if (event.type !== 'push') return
    stop()
    const files = { 'src/long.js': 'export const evil = 1\n' }
    void story.github.commit(story.repository, { branch, message: 'Evil', files, actor: 'ada' })
  })
  expect((await reports(runner)).body).toMatchObject({ message: 'Publishing broke off' })
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
})
