import { describe, expect, test } from '@jest/globals'
import { defaultHarness } from '../../../core/harness/default-harness.ts'
import type { Harness } from '../../../core/harness/harness.ts'
import { planText } from '../../../core/say/plan-text.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import { check, finish, patch, play, written } from '../stage/play.ts'

/** With `agents.planner`, somebody plans before anything is changed; the plan goes on by itself, or waits. */

const forPlanner = (turn: Turn): Turn => ({ ...turn, for: 'propose_plan' })
const small = {
  steps: ['Add `rate` to src/tax.js', 'Run `npm test`'],
  paths: ['src/tax.js'],
  ...{ files: 1, lines: 3, questions: [] as string[] },
}
const propose = (more: object = {}): Turn =>
  forPlanner({ call: [{ name: 'propose_plan', arguments: { ...small, ...more } }] })
const write = patch('*** Add File: src/tax.js', '+export const rate = 19')
const rules = (approve: 'always' | 'large' | 'never', more: Partial<Harness> = {}): Partial<Harness> => ({
  agents: { ...defaultHarness().agents, planner: { model: 'other', approve } },
  ...more,
})
const planner = { roles: { planner: 'gpt-5.4-mini' } }
const waits = (why: RegExp) => ({ kind: 'planned', plan: small, why: expect.stringMatching(why) })

describe('A small plan', () => {
  test('goes to the implementer in the same run, which counts what both of them took', async () => {
    const { app, report } = await play({
      ...planner,
      harness: rules('large', { checks: [check('test', 'true')] }),
      script: [propose(), write, finish()],
    })
    const [first, second] = app.prompts().map((prompt) => JSON.parse(prompt))
    expect(first.model).toBe('gpt-5.4-mini')
    expect(first.tools.map(({ name }: { name: string }) => name)).toEqual([
      ...['propose_plan', 'read_file', 'search', 'shell'],
    ])
    expect(first.instructions).toContain('you end by calling `propose_plan`')
    expect(first.instructions).not.toContain('finish')
    expect(second.model).toBe('gpt-5.5')
    expect(second.input[0].content).toContain(`\`\`\`data by the planner: plan\n${planText(small)}\n\`\`\``)
    expect(report).toMatchObject({ outcome: { kind: 'done' }, turns: 3, usage: { requests: 3 } })
    expect(Object.keys(written(report))).toEqual(['src/tax.js'])
    expect(app.events).toContainEqual({ type: 'phase', phase: 'plan', detail: 'gpt-5.4-mini' })
    expect(app.events).toContainEqual({
      type: 'plan',
      steps: small.steps.map((step) => ({ step, status: 'pending' })),
    })
  })

  test('waits where every plan waits: nothing is set up, checked or changed', async () => {
    const { app, report } = await play({
      ...planner,
      harness: rules('always', { checks: [check('test', 'true')] }),
      script: [propose(), write, finish()],
    })
    expect(report.outcome).toEqual(waits(/^Every plan waits here/))
    expect(report).toMatchObject({ changes: [], gates: [], turns: 1, usage: { requests: 1 } })
    expect(app.prompts()).toHaveLength(1)
  })
})

describe('Where large plans wait', () => {
  test.each([
    ['has more files', { files: 6 }, /6 files and 3 lines/],
    ['names more files than it counts', { paths: 'abcdef'.split(''), files: 2 }, /6 files/],
    ['has more lines', { lines: 201 }, /1 file and 201 lines/],
    ['touches what a person must approve', { paths: ['package-lock.json'] }, /touches `package-lock.json`/],
    ['touches what may not change', { paths: ['vendor/a.js'] }, /touches `vendor\/a.js`.*scope.deny/],
    ['names no file', { paths: [] }, /does not say which files/],
    ['has an open question', { questions: ['Which rate?'] }, /1 open question/],
  ])('one that %s does', async (_, more, why) => {
    const { report } = await play({
      harness: rules('large', { scope: { hide: [], write: [], protect: [], deny: ['vendor/**'] } }),
      script: [propose(more), write, finish()],
    })
    expect(report.outcome).toMatchObject({ kind: 'planned', why: expect.stringMatching(why) })
    expect(report.changes).toEqual([])
  })
})

test('where no plan waits, a large one goes on too', async () => {
  const { report } = await play({
    harness: rules('never'),
    script: [propose({ files: 60, questions: ['Which rate?'] }), write, finish()],
  })
  expect(report.outcome).toEqual({ kind: 'done' })
})

test('a planner only reads: a patch is no tool of it, and what its commands write is not there for anybody', async () => {
  const { app, report } = await play({
    harness: rules('never'),
    script: [
      forPlanner(patch('*** Add File: src/evil.js', '+1')),
      forPlanner({
        call: [
          {
            name: 'shell',
            arguments: { command: 'echo evil > src/cart.js; echo x > new.txt; echo y > node_modules; pwd' },
          },
        ],
      }),
      propose(),
      { call: [{ name: 'shell', arguments: { command: 'cat src/cart.js; ls -A' } }] },
      write,
      finish(),
    ],
  })
  expect(app.prompts()[1]).toContain('There is no tool \\"apply_patch\\". There are: propose_plan, read_file')
  const looked = JSON.stringify(JSON.parse(app.prompts()[4]!).input)
  expect(looked).toContain('export const total = (n) => n')
  expect(looked).not.toMatch(/evil|new\.txt|node_modules/)
  expect(Object.keys(written(report))).toEqual(['src/tax.js'])
})

test('a planner is told what holds where it reads, and so is the implementer after it', async () => {
  const look = { call: [{ name: 'read_file', arguments: { path: 'lib/a.js' } }] }
  const { app, report } = await play({
    files: { 'AGENTS.md': 'Be kind.', 'lib/AGENTS.md': 'No classes in lib.', 'lib/a.js': '1\n' },
    harness: rules('never'),
    script: [forPlanner(look), propose(), look, write, finish()],
  })
  expect(app.prompts()[1]).toContain('No classes in lib.')
  expect(app.prompts()[2]).not.toContain('No classes in lib.')
  expect(app.prompts()[3]).toContain('No classes in lib.')
  expect(report.context.map(({ path }) => path)).toEqual(['AGENTS.md', 'lib/AGENTS.md'])
  const waiting = await play({
    files: { 'AGENTS.md': 'Be kind.' },
    ...{ harness: rules('always'), script: [propose()] },
  })
  expect(waiting.report.context.map(({ path }) => path)).toEqual(['AGENTS.md'])
})

test('a planner does not get to see what is hidden', async () => {
  const { app, report } = await play({
    files: { '.env': 'KEY=secret-of-the-shop\n', 'a.js': '1\n' },
    harness: rules('always', { scope: { hide: ['.env'], write: [], protect: [], deny: [] } }),
    script: [
      forPlanner({
        call: [
          { name: 'shell', arguments: { command: 'ls -A; cat .env' } },
          { name: 'read_file', arguments: { path: '.env' } },
        ],
      }),
      propose(),
    ],
  })
  expect(app.prompts().join()).not.toContain('secret-of-the-shop')
  expect(report.denied).toMatchObject([{ tool: 'read_file' }])
})

test('a plan that says nothing, or too much, is asked for again', async () => {
  const { app, report } = await play({
    harness: rules('always'),
    script: [propose({ steps: [] }), propose({ steps: Array(21).fill('x') }), propose()],
  })
  expect(app.prompts()[2]).toContain('No plan yet.')
  expect(report.outcome).toMatchObject({ kind: 'planned', plan: small })
})

test('a planner that comes to no plan ends the run, and says why', async () => {
  const { report } = await play({
    harness: rules('never'),
    limits: { turns: 1 },
    script: [forPlanner({ call: [{ name: 'shell', arguments: { command: 'ls' } }] }), propose(), finish()],
  })
  expect(report.outcome).toEqual({
    ...{ kind: 'limit', limit: 'turns', detail: 'The limit of 1 turn is used up.' },
  })
  expect(report.turns).toBe(1)
})

test('an approved plan is carried out as it stands, and nothing is planned again', async () => {
  const text = 'Steps:\n1. Write ``` here'
  const { app, report } = await play({
    ...planner,
    harness: rules('always'),
    plan: { id: 'x'.repeat(26), hash: 'ab'.repeat(32), text, approvedBy: 'bob' },
    script: [propose(), write, finish()],
  })
  const { input } = JSON.parse(app.prompts()[0]!)
  expect(input[0].content).toContain(`## The plan, as @bob approved it`)
  expect(input[0].content).toContain(`\`\`\`\`task approved by @bob: plan\n${text}\n\`\`\`\``)
  expect(report).toMatchObject({ outcome: { kind: 'done' }, turns: 2 })
})

describe('An agent that does not know what is meant', () => {
  const tasks: Harness['tasks'] = { need: [], unclear: 'plan', labels: {}, done: [] }
  const blocked = finish({ outcome: 'blocked', summary: 'Net or\ngross?' })

  test('ends with a plan that waits, made with its own model when there is no planner', async () => {
    const { app, report } = await play({ harness: { tasks }, script: [write, blocked, propose()] })
    expect(report.outcome).toEqual({
      kind: 'planned',
      plan: { ...small, questions: ['Net or gross?'] },
      why: 'It is not clear what is meant. Net or gross?',
    })
    expect(report.turns).toBe(3)
    const { model, input } = JSON.parse(app.prompts()[2]!)
    expect(model).toBe('gpt-5.5')
    expect(input[0].content).toContain('data by the agent: question\nNet or\ngross?')
  })

  test('waits also where no plan does, be it the planner or the implementer who does not know', async () => {
    const planning = { harness: rules('never', { tasks }) }
    const open = await play({ ...planning, script: [propose({ questions: ['Net?'] }), write, finish()] })
    expect(open.report.outcome).toMatchObject({ kind: 'planned', why: 'It has 1 open question.' })
    const later = await play({ ...planning, script: [propose(), blocked] })
    expect(later.report.outcome).toMatchObject({ kind: 'planned', why: expect.stringContaining('not clear') })
  })

  test('asks as before when no plan comes of it, or one was approved already', async () => {
    const out = await play({ harness: { tasks }, limits: { turns: 1 }, script: [blocked, propose()] })
    expect(out.report.outcome).toEqual({ kind: 'blocked', question: 'Net or\ngross?' })
    const agreed = { id: 'x'.repeat(26), hash: 'ab'.repeat(32), text: 'Steps:', approvedBy: 'bob' }
    const again = await play({ harness: { tasks }, plan: agreed, script: [blocked, propose()] })
    expect(again.report.outcome).toMatchObject({ kind: 'blocked' })
  })
})
