import { expect, test } from '@jest/globals'
import { createRunner } from '../../../playground/runner/create-runner.ts'
import { start } from './kit.ts'

const workflow = (concurrency: string, place: 'workflow' | 'job' = 'workflow') => `
on: { workflow_dispatch: { inputs: { say: {}, wait: { default: '0.3' } } } }
${place === 'workflow' ? `concurrency: ${concurrency}` : ''}
jobs:
  a:
    runs-on: x
    ${place === 'job' ? `concurrency: ${concurrency}` : ''}
    steps:
      - run: echo "be""gins \${{ inputs.say }}"; sleep \${{ inputs.wait }}; echo "en""ds \${{ inputs.say }}"
`
const begin = (text: string, say: string, more: { runner: ReturnType<typeof createRunner>; wait?: string }) =>
  start(text, { runner: more.runner, inputs: { say, ...(more.wait ? { wait: more.wait } : {}) } })
const conclusions = (runs: ReturnType<typeof start>[]) =>
  Promise.all(runs.map(async (run) => (await run.done).conclusion))

test.each(['workflow', 'job'] as const)(
  'one of a group at a time; a newer one takes the place that waits: %s',
  async (place) => {
    const runner = createRunner({})
    const text = workflow('group-${{ github.ref }}', place)
    const first = begin(text, 'first', { runner, wait: '0.8' })
    await first.seen('begins first')
    const second = begin(text, 'second', { runner })
    await new Promise((resolve) => setTimeout(resolve, 150))
    const third = begin(text, 'third', { runner })
    const after = third.seen('begins third').then(() => first.lines.includes('ends first'))
    expect(await conclusions([first, second, third])).toEqual(['success', 'cancelled', 'success'])
    expect(await after).toBe(true)
    expect(second.lines).toEqual([
      '##[error]Canceled before its turn: its concurrency group has a newer one.',
    ])
  },
)

test('cancel-in-progress ends the one that runs', async () => {
  const runner = createRunner({})
  const text = workflow('{ group: G, cancel-in-progress: true }')
  const first = begin(text, 'first', { runner, wait: '60' })
  await first.seen('begins first')
  const second = begin(text.replace('G', 'g'), 'second', { runner })
  expect(await conclusions([first, second])).toEqual(['cancelled', 'success'])
})

test('`queue: max` keeps them all, in order', async () => {
  const runner = createRunner({})
  const text = workflow('{ group: g, queue: max }')
  const order: string[] = []
  const runs = []
  for (const say of ['1', '2', '3']) {
    const run = begin(text, say, { runner, wait: '0.4' })
    void run.seen(`begins ${say}`).then(() => order.push(say))
    runs.push(run)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  expect(await conclusions(runs)).toEqual(['success', 'success', 'success'])
  expect(order).toEqual(['1', '2', '3'])
})

test('one that waits can be cancelled, and another group does not wait', async () => {
  const runner = createRunner({})
  const first = begin(workflow('one'), 'first', { runner, wait: '0.5' })
  await first.seen('begins first')
  const waiting = begin(workflow('one'), 'waiting', { runner })
  const beside = begin(workflow('two'), 'beside', { runner, wait: '0' })
  await beside.done
  expect(first.lines).not.toContain('ends first')
  waiting.cancel()
  expect(await conclusions([first, waiting, beside])).toEqual(['success', 'cancelled', 'success'])
})

test('a job in the group of its own workflow is refused, not left waiting for ever', async () => {
  const text = workflow('one').replace('runs-on: x', 'runs-on: x\n    concurrency: ONE')
  const run = start(text, { inputs: { say: 'never' } })
  expect((await run.done).conclusion).toBe('failure')
  expect(run.lines.join('\n')).toContain("a deadlock for concurrency group 'ONE' was detected")
})
