import { expect, test } from '@jest/globals'
import type { Turn } from '../../../playground/model/turn.ts'
import { check, finish, patch, play, written } from '../stage/play.ts'

/** With `agents.reviewer`, a second model reads what is done; without it nobody does. */

const objections = (...list: unknown[]): Turn => ({
  for: 'report_objections',
  call: [{ name: 'report_objections', arguments: { objections: list } }],
})
const place = (line: number, more: object = {}) => ({
  ...{ path: 'src/tax.js', line, level: 'warn', message: 'A negative rate goes through.' },
  ...more,
})
const write = patch(
  '*** Add File: src/tax.js',
  '+export const rate = 19',
  '+export const tax = (n) => n * rate',
)
const done = finish({ acceptance: [{ criterion: 'Taxes', met: true, evidence: 'I looked ```' }] })
const story = {
  roles: { reviewer: 'gpt-5.4-mini' },
  harness: { checks: [check('test', 'true')] },
  script: [write, done],
}

test('the reviewer reads issue, claims, rules and change, and its objections are findings that block nothing', async () => {
  const { app, report } = await play({
    ...story,
    harness: {
      ...story.harness,
      tasks: { need: [], unclear: 'ask', labels: {}, done: ['It is tested'] },
      invariants: [
        {
          ...{ engine: 'pair', id: 'paired', pair: { when: ['db/**'], also: ['test/**'] }, level: 'warn' },
          ...{ paths: [], examples: { bad: [], good: [] }, source: [], fix: 'Add a test.' },
        },
      ],
    },
    script: [
      write,
      finish({ acceptance: [{ criterion: 'It is tested', met: true, evidence: 'I looked ```' }] }),
      objections(place(2), place(1, { level: 'info', message: 'Rates change.' })),
    ],
  })
  const { instructions, input, tools, tool_choice, model } = JSON.parse(app.prompts()[2]!)
  expect(model).toBe('gpt-5.4-mini')
  expect(tools.map(({ name }: { name: string }) => name)).toEqual(['report_objections'])
  expect(tool_choice).toBe('required')
  expect(instructions).toMatch(/## What done means here\n- It is tested.*- paired \(warn\): Add a test\./s)
  expect(input[0].content).toContain('```data: the issue\nDiscount codes\n\nTen percent off.\n```')
  expect(input[0].content).toContain('data: claims\nmet: It is tested')
  expect(input[0].content).toContain('   1 + export const rate = 19\n')

  expect(
    report.findings.map(({ rule, level, range, message }) => [rule, level, range?.startLine, message]),
  ).toEqual([
    ['review', 'warn', 2, 'A negative rate goes through.'],
    ['review', 'info', 1, 'Rates change.'],
  ])
  expect(report).toMatchObject({ outcome: { kind: 'done' }, repairs: 0, turns: 3, usage: { requests: 3 } })
  expect(report.gates.at(-1)?.after).toMatchObject({
    ...{ name: 'the reviewer', status: 'passed', required: false, findings: 2 },
  })
  expect(app.events).toContainEqual({ type: 'phase', phase: 'review', detail: 'gpt-5.4-mini' })
  expect(Object.keys(written(report))).toEqual(['src/tax.js'])
})

test('the reviewer knows what people said on the issue, and the plan they approved', async () => {
  const { app } = await play({
    ...story,
    issue: { comments: [{ author: 'bob', at: '2026-11-23', body: 'Without rounding.' }] },
    plan: { id: 'x'.repeat(26), hash: 'ab'.repeat(32), text: 'Steps:\n1. Tax it', approvedBy: 'bob' },
    script: [write, done, objections()],
  })
  const { input } = JSON.parse(app.prompts()[2]!)
  expect(input[0].content).toContain('Ten percent off.\n\nWithout rounding.\n```')
  expect(input[0].content).toContain('```data: plan\nSteps:\n1. Tax it\n```')
})

test('what the reviewer costs is counted at the price of its own model', async () => {
  const alone = await play({ ...story, roles: {}, script: [write, done] })
  const { report } = await play({ ...story, script: [write, done, objections()] })
  const { usage } = report
  const more = {
    input: usage.inputTokens - alone.report.usage.inputTokens,
    output: usage.outputTokens - alone.report.usage.outputTokens,
    cached: usage.cachedTokens - alone.report.usage.cachedTokens,
  }
  const cost = ((more.input - more.cached) * 1 + more.cached * 0.1 + more.output * 4) / 1e6
  expect(usage.cost - alone.report.usage.cost).toBeCloseTo(cost, 9)
})

test('whatever level or place a model gives itself, it is an opinion about a changed line, once each', async () => {
  const { report } = await play({
    ...story,
    script: [
      write,
      done,
      objections(
        ...[place(1, { level: 'error' }), place(1), place(9), place(0), place(2, { message: ' ' })],
        ...[place(1, { path: 'src/cart.js' }), place(1, { path: '../../etc/passwd' })],
      ),
    ],
  })
  expect(report.findings.map(({ level, path, range }) => [level, path, range?.startLine])).toEqual([
    ['warn', 'src/tax.js', 1],
  ])
  expect(report.outcome).toEqual({ kind: 'done' })
})

test('an answer in another form is asked for again once; a second one is said, and the work stands', async () => {
  const words: Turn = { for: 'report_objections', say: 'Looks good to me.' }
  const mended = await play({ ...story, script: [write, done, words, objections(place(1))] })
  expect(mended.report.findings).toHaveLength(1)
  expect(mended.report.turns).toBe(4)

  const { report } = await play({ ...story, script: [write, done, words, words, objections(place(1))] })
  expect(report.findings).toMatchObject([
    {
      ...{ rule: 'review', level: 'info', path: null },
      message:
        'The reviewer could not look at this change: the model did not answer in the form that was asked for.',
    },
  ])
  expect(report.gates.at(-1)?.after).toMatchObject({ name: 'the reviewer', status: 'skipped' })
  expect(report).toMatchObject({ outcome: { kind: 'done' }, changes: [{ path: 'src/tax.js' }] })
})

test('a reviewer whose model fails leaves the work as it is, and that is said', async () => {
  const broken: Turn = { for: 'report_objections', fault: { status: 401, message: 'no' } }
  const { report } = await play({ ...story, script: [write, done, broken] })
  expect(report.outcome).toEqual({ kind: 'done' })
  expect(report.gates.at(-1)?.after).toMatchObject({ name: 'the reviewer', status: 'skipped' })
  expect(report.findings).toMatchObject([{ rule: 'review', level: 'info', path: null }])
})

test('where the limits leave nothing, nobody is asked, and the reason is said', async () => {
  const { app, report } = await play({ ...story, limits: { turns: 2 }, script: [write, done, objections()] })
  expect(app.prompts()).toHaveLength(2)
  expect(report.gates.at(-1)?.after).toMatchObject({
    ...{ name: 'the reviewer', status: 'skipped', note: 'the limit of 2 turns is used up.' },
  })
})

test('a change that fails a gate, and one of a repository without a reviewer, is read by nobody', async () => {
  const failing = await play({
    ...story,
    ...{ harness: { checks: [check('test', 'test ! -e src/tax.js')] }, limits: { repairs: 0 } },
    script: [write, done, objections(place(1))],
  })
  expect(failing.app.prompts()).toHaveLength(2)
  expect(failing.report.gates.map(({ after }) => after.name)).not.toContain('the reviewer')
  const { roles: _, ...without } = story
  const quiet = await play({ ...without, script: [write, done, objections(place(1))] })
  expect(quiet.app.prompts()).toHaveLength(2)
})
