import { expect, test } from '@jest/globals'
import { noUsage } from '../../../core/run/usage.ts'
import { parseStatusMarker, statusMarker } from '../../../core/say/marker.ts'
import { type EndedStatus, statusComment } from '../../../core/say/status-comment.ts'
import { key, server, tags, workflowRunUrl } from '../kit.ts'

const tag = tags.status
const about = { key, tag, actor: 'ada', trigger: '/agent', server, workflowRunUrl }
const foot = `<sub>Run \`${key}\` · asked for by ada · [workflow run](${workflowRunUrl})</sub>\n`
const ended: EndedStatus = {
  ...about,
  state: 'ended',
  conclusion: 'success',
  title: 'Done, all 2 gates passed',
  text: 'Review the draft, then mark it as ready.',
  pullRequestUrl: `${server}/acme/shop/pull/13`,
  turns: 12,
  ms: 192_000,
  cost: 0.2411,
}

test('a run that waits says for what', () => {
  expect(statusComment({ ...about, state: 'queued', line: null, again: null, workflowRunUrl: null })).toBe(
    `<!-- reins:status run=${key} tag=${tag} -->\n🕓 **Accepted.** The run waits to be started.\n\n<sub>Run \`${key}\` · asked for by ada</sub>\n`,
  )
  for (const [line, place] of [
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [112, '112th'],
    [121, '121st'],
  ] as const)
    expect(statusComment({ ...about, state: 'queued', line, again: null, workflowRunUrl: null })).toContain(
      `🕓 **${place} in line.** `,
    )
  const again = { count: 1, of: 2, why: 'No runner began within 20 minutes, @ada.' }
  expect(statusComment({ ...about, state: 'queued', line: null, again, workflowRunUrl: null })).toContain(
    '🕓 **Starting again (1 of 2).** No runner began within 20 minutes, `@ada`. Nothing has to be done.',
  )
  expect(statusComment({ ...about, state: 'dispatched' })).toBe(
    `<!-- reins:status run=${key} tag=${tag} -->\n🕓 **Started.** The run waits for a runner of GitHub Actions.\n\n${foot}`,
  )
})

test('a run at work says what it does, the last words of the agent and the cost so far', () => {
  const running = { ...about, state: 'running', phase: 'agent', turn: null, usage: null } as const
  expect(statusComment(running)).toBe(
    `<!-- reins:status run=${key} tag=${tag} -->\n🏃 **Working on the issue**\n\n${foot}`,
  )
  const turn = { number: 7, say: 'The rounding is\nwrong, @grace.\n\n```js\nx' }
  expect(statusComment({ ...running, turn, usage: { ...noUsage, cost: 0.0312 } })).toBe(
    `<!-- reins:status run=${key} tag=${tag} -->\n🏃 **Working on the issue** (turn 7, 0.0312 USD)\n\n> The rounding is wrong, \`@grace\`. \\\`\\\`\\\`js x\n\n${foot}`,
  )
})

test('a run that ended says how, where the work is and what it took', () => {
  expect(statusComment(ended)).toBe(
    `<!-- reins:status run=${key} tag=${tag} -->
✅ **Done, all 2 gates passed**

Review the draft, then mark it as ready.

**Draft pull request:** https://github.com/acme/shop/pull/13

12 turns, 3 min 12 s, 0.24 USD

${foot}`,
  )
})

test.each([
  ['failure', '❌'],
  ['neutral', '⚪'],
  ['action_required', '✋'],
  ['cancelled', '⏹️'],
  ['timed_out', '⌛'],
] as const)('a run that ended as %s shows it at first sight', (conclusion, icon) => {
  const said = statusComment({ ...ended, conclusion, pullRequestUrl: null, turns: 0 })
  expect(said.split('\n')[1]).toBe(`${icon} **Done, all 2 gates passed**`)
  expect(said).not.toContain('pull request')
})

test('a title cannot call anybody', () => {
  expect(statusComment({ ...ended, title: 'Failed: **x** @ada' })).toContain(
    '**Failed: \\*\\*x\\*\\* `@ada`**',
  )
})

test('the marker is read back from the first line only', () => {
  expect(parseStatusMarker(statusComment(ended))).toEqual({ key, tag })
  expect(parseStatusMarker(`${statusMarker(key, tag)}\r\nedited`)).toEqual({ key, tag })
  for (const forged of [
    `hello\n${statusMarker(key, tag)}`,
    ` ${statusMarker(key, tag)}`,
    `> ${statusMarker(key, tag)}`,
    `<!-- reins:status run=UPPER tag=${tag} -->`,
    `<!-- reins:status run=${key} -->`,
    `<!-- reins:status run=${key} tag=short -->`,
    `<!-- reins:status run=${key} tag=${tag} --> and more`,
    `<!-- reins:other run=${key} tag=${tag} -->`,
    '',
  ])
    expect(parseStatusMarker(forged)).toBeNull()
})
