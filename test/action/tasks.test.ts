import { expect, test } from '@jest/globals'
import { finish, play, shell } from './stage/play.ts'

const tasks = (more: object = {}) => ({
  ...{ need: [], unclear: 'ask' as const, labels: {} },
  done: ['New behaviour has a test that fails without the change', 'The log of changes has a line'],
  ...more,
})
const met = (criterion: string, evidence = 'npm test') => ({ criterion, met: true, evidence })
const edit = shell('echo "// more" >> src/cart.js')

test('criteria of every task are answered with evidence, or the finish is refused with what is missing', async () => {
  const { app, report } = await play({
    harness: { tasks: tasks() },
    script: [
      edit,
      finish({ acceptance: [met('new behaviour has a test that fails, without the change.')] }),
      finish({
        acceptance: [
          met('`New behaviour` has a test that fails without the change: yes'),
          met('The log of changes has a line', ' '),
        ],
      }),
      finish({
        acceptance: [
          met('New behaviour has a test that fails without the change'),
          { criterion: 'The log of changes has a line', met: false, evidence: '' },
        ],
      }),
    ],
  })
  expect(app.prompts()[0]).toContain('- The log of changes has a line')
  for (const prompt of [app.prompts()[2], app.prompts()[3]])
    expect(prompt).toMatch(
      /Not finished: .{1,3}acceptance.{1,3} has no evidence.*in these words.*\\n- The log of changes has a line"/,
    )
  expect(report).toMatchObject({ outcome: { kind: 'done' }, turns: 4 })
  expect(report.acceptance.map(({ met }) => met)).toEqual([true, false])
})

test('an agent that never answers is not asked for ever: the report says what is not met', async () => {
  const { report } = await play({
    harness: { tasks: tasks() },
    script: [edit, finish(), finish(), finish({ acceptance: [met('Something else')] })],
  })
  expect(report).toMatchObject({
    outcome: { kind: 'done' },
    turns: 4,
    acceptance: [
      { criterion: tasks().done[0], met: false },
      { criterion: tasks().done[1], met: false },
      { criterion: 'Something else', met: true },
    ],
  })
})

test('who is blocked or has nothing to do answers no criteria', async () => {
  const { report } = await play({
    harness: { tasks: tasks() },
    script: [finish({ outcome: 'blocked', summary: 'Which discount?' })],
  })
  expect(report.outcome).toEqual({ kind: 'blocked', question: 'Which discount?' })
})

test('an unclear task is asked about, or done in its likeliest meaning, as the harness says', async () => {
  const prompts = []
  for (const unclear of ['ask', 'proceed'] as const) {
    const script = [finish({ outcome: 'nothing' })]
    prompts.push((await play({ harness: { tasks: tasks({ unclear }) }, script })).app.prompts()[0])
  }
  expect(prompts[0]).toMatch(/finish as .{1,3}blocked.{1,3} with the question/)
  expect(prompts[1]).toMatch(/likeliest meaning.*in .{1,3}doubts/)
})
