import { afterEach, expect, test } from '@jest/globals'
import { judge } from '../../chaos/verdict/judge.ts'
import type { World } from '../../chaos/world/open-world.ts'
import type { Thread } from '../../chaos/world/threads.ts'
import { statusMarker } from '../../core/say/marker.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import type { Playground } from '../../playground/interface/playground.ts'

/** A judge who sees nothing would call everything well. */

const open: Playground[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const KEY = 'k'.repeat(26)
const status = (text: string) => `${statusMarker(KEY, 't'.repeat(43))}\n${text}`

/** An issue on which the app said this to so many commands. */
async function said(commands: number, ...bodies: string[]) {
  const github = await startPlayground()
  open.push(github)
  for (const login of ['acme', 'ada', 'reins[bot]']) github.user(login)
  await github.repository('acme', 'shop', { 'a.txt': 'a' })
  const issue = await github.openIssue('acme/shop', { title: 'A', body: 'B', actor: 'ada' })
  for (const body of bodies) await github.comment('acme/shop', issue, { body, actor: 'reins[bot]' })
  const thread: Thread = { repository: 'acme/shop', issue, scenario: 'implement', commands, closed: false }
  const world = { github, repositories: ['acme/shop'], played: [] } as unknown as World
  return { world, thread }
}

test('one answer that has come to an end is nothing to complain of', async () => {
  const { world, thread } = await said(1, status('✅ **Done**'))
  expect(judge(world, [thread], null, { clean: true })).toEqual({ lost: [], twice: [] })
})

test('a command without an answer, or whose answer never came to an end, is lost', async () => {
  const none = await said(1)
  expect(judge(none.world, [none.thread], null, { clean: true }).lost).toEqual([
    'acme/shop#1 (implement): 0 answers to 1 commands',
  ])
  const waits = await said(1, status('🕓 **Started.** The run waits for a runner.'))
  expect(judge(waits.world, [waits.thread], null, { clean: true }).lost).toEqual([
    expect.stringContaining('no end: 🕓 **Started.**'),
  ])
})

test('more answers than commands are twice, and two status comments of one run as well', async () => {
  const { world, thread } = await said(1, status('✅ **Done**'), status('✅ **Done**'))
  const { lost, twice } = judge(world, [thread], null, { clean: true })
  expect(lost).toEqual([])
  expect(twice).toEqual([
    expect.stringContaining('2 answers to 1 commands'),
    `acme/shop#1 (implement): several status comments of run ${KEY}`,
  ])
})

test('a second run takes over the status comment of the first, and a command that came to no run wants its own answer', async () => {
  const { world, thread } = await said(2, status('✅ **Done**'))
  const twice: Thread = { ...thread, scenario: 'implement twice' }
  const run = {
    ...{ repository: 'acme/shop', branch: 'b', issue: 1, state: 'failed', live: false, cause: '' },
    ...{ pullRequestUrl: null, conclusion: null, again: 0 },
  }
  const lostWith = (...keys: string[]) =>
    judge(world, [twice], { runs: keys.map((key) => ({ ...run, key })), openJobs: [] }, { clean: false }).lost
  expect(lostWith('k', 'l')).toEqual([])
  expect(lostWith('k')).toEqual(['acme/shop#1 (implement twice): 1 answers to 2 commands'])
  // While it runs, nobody knows yet.
  expect(judge(world, [twice], null, { clean: false }).lost).toEqual([])
})

test('what the app itself holds for unfinished is lost, and so is work that was handed over and is nowhere', async () => {
  const { world, thread } = await said(1, status('❌ **Publishing broke off**'))
  world.played.push({
    ...{ key: KEY, repository: 'acme/shop', workflowRun: 1, end: 'delivered', outcome: 'done', why: '' },
  })
  const run = {
    key: KEY,
    repository: 'acme/shop',
    branch: 'reins/issue-1-kkkk',
    issue: 1,
    cause: 'broke off',
    pullRequestUrl: null,
    conclusion: null,
    again: 0,
  }
  const kept = {
    runs: [
      { ...run, state: 'failed', live: false },
      { ...run, key: 'l'.repeat(26), state: 'running', live: true },
    ],
    openJobs: [{ name: 'runs', state: 'retry', data: { run: KEY }, output: null }],
  }
  expect(judge(world, [thread], kept, { clean: true }).lost).toEqual([
    expect.stringContaining('a job of runs is retry'),
    expect.stringContaining('its work was handed over, and it ended as failed: broke off'),
    expect.stringContaining('is still running'),
  ])
  // GitHub refused it, and said so.
  expect(
    judge(world, [thread], { runs: kept.runs.slice(0, 1), openJobs: [] }, { clean: false }).lost,
  ).toEqual([])
})
