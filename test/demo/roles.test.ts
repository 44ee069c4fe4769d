import { afterEach, expect, test } from '@jest/globals'
import { machineOf, type Stage, setStage } from '../../playground/stage.ts'
import { repository } from './kit.ts'

// App, runner, git and the bundle of the action are all real: that takes its time on a busy machine.

let stage: Stage | null = null
afterEach(async () => {
  await stage?.close()
  stage = null
})

const RULES = `version: 1
checks: [node --test]
agents:
  planner: { model: other, approve: always }
  reviewer: { model: other }
`
const plan = {
  steps: ['Add `rate` to tax.js, with a test'],
  ...{ paths: ['tax.js', 'tax.test.js'], files: 2, lines: 8, questions: [] },
}
const patch = `*** Begin Patch
*** Add File: tax.js
+export const rate = 19
*** Add File: tax.test.js
+import { test } from 'node:test'
+test('there is a rate', () => {})
*** End Patch`
const done = {
  ...{ outcome: 'done', title: 'Add a tax rate', summary: 'There is one.', acceptance: [], doubts: [] },
}
const objection = { path: 'tax.test.js', line: 2, level: 'warn', message: 'This test proves nothing.' }
const turns = [
  {
    for: 'propose_plan',
    call: [{ name: 'shell', arguments: { command: 'ls; rm -r *; echo gone > tax.js' } }],
  },
  { for: 'propose_plan', call: [{ name: 'propose_plan', arguments: plan }] },
  { call: [{ name: 'apply_patch', arguments: { patch } }] },
  { call: [{ name: 'finish', arguments: done }] },
  {
    for: 'report_objections',
    call: [{ name: 'report_objections', arguments: { objections: [objection] } }],
  },
]

test('from a plan on the issue, by the hash of it, to a pull request that a reviewer has read', async () => {
  const from = repository({
    '.github/agent.yml': RULES,
    'package.json': '{"name":"shop","type":"module"}\n',
    'cart.test.js': "import { test } from 'node:test'\ntest('a cart', () => {})\n",
  })
  stage = await setStage({
    model: { kind: 'script', turns },
    ...{ repository: from, machine: machineOf(process.env), logLevel: 'fatal' },
  })
  const { playground: github, repository: shop, maintainer, app, model } = stage
  const settled = async () => {
    for (let round = 0; round < 3; round++) {
      await github.settled()
      await app.settled()
    }
  }
  const issue = await github.openIssue(shop, { title: 'A tax rate', body: '19 %.', actor: maintainer })
  const status = () =>
    github.read.comments(shop, issue).findLast(({ actor }) => actor === 'reins[bot]')?.body ?? ''

  await github.comment(shop, issue, { body: '/agent implement', actor: maintainer })
  await settled()
  expect(status()).toContain('**A plan waits for approval**')
  expect(status()).toContain('1. Add `rate` to tax.js, with a test')
  expect(github.read.pullRequests(shop)).toEqual([])
  const written = /`(\/agent approve [0-9a-f]{12})`/.exec(status())?.[1] ?? ''

  await github.comment(shop, issue, { body: written, actor: maintainer })
  await settled()
  const [pull] = github.read.pullRequests(shop)
  expect(pull?.files.map(({ path, status }) => [path, status])).toEqual([
    ['tax.js', 'added'],
    ['tax.test.js', 'added'],
  ])
  expect(pull?.body).toMatch(/\| plan \| `[0-9a-f]{64}`, approved by ada \|/)
  expect(
    github.read
      .checkRuns(shop)
      .filter(({ name }) => name === 'agent')
      .at(-1),
  ).toMatchObject({
    conclusion: 'success',
  })
  const [review] = github.read.reviews(shop, pull?.number ?? 0)
  expect(review?.comments.map(({ path, line, body }) => [path, line, body])).toEqual([
    ['tax.test.js', 2, '⚠️ **review**: This test proves nothing.'],
  ])
  expect(model?.requests().map(({ body }) => (body as { model: string }).model)).toEqual([
    ...['gpt-5.4-mini', 'gpt-5.4-mini', 'gpt-5.5', 'gpt-5.5', 'gpt-5.4-mini'],
  ])
})
