import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { createRunner } from '../../../playground/runner/create-runner.ts'
import { start, temp } from './kit.ts'

const workflow = (concurrency: string, place: 'workflow' | 'job' = 'workflow') => `
on: { workflow_dispatch: { inputs: { say: {}, until: { default: '/' } } } }
${place === 'workflow' ? `concurrency: ${concurrency}` : ''}
jobs:
  a:
    runs-on: x
    ${place === 'job' ? `concurrency: ${concurrency}` : ''}
    steps:
      - run: echo "be""gins \${{ inputs.say }}"; until [ -e "\${{ inputs.until }}" ]; do sleep 0.02; done; echo "en""ds \${{ inputs.say }}"
`
const begin = (
  text: string,
  say: string,
  more: { runner: ReturnType<typeof createRunner>; until?: string },
) => start(text, { runner: more.runner, inputs: { say, ...(more.until ? { until: more.until } : {}) } })
/** Runs that wait for the signal last until it is given. */
function signal() {
  const path = join(temp(), 'go')
  return { path, give: () => writeFileSync(path, '') }
}
const moment = () => new Promise((resolve) => setTimeout(resolve, 150))
const conclusions = (runs: ReturnType<typeof start>[]) =>
  Promise.all(runs.map(async (run) => (await run.done).conclusion))

test.each(['workflow', 'job'] as const)(
  'one of a group at a time; a newer one takes the place that waits: %s',
  async (place) => {
    const runner = createRunner({})
    const text = workflow('group-${{ github.ref }}', place)
    const go = signal()
    const first = begin(text, 'first', { runner, until: go.path })
    await first.seen('begins first')
    const second = begin(text, 'second', { runner })
    await moment()
    const third = begin(text, 'third', { runner })
    const after = third.seen('begins third').then(() => first.lines.includes('ends first'))
    await second.done
    go.give()
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
  const first = begin(text, 'first', { runner, until: '/never' })
  await first.seen('begins first')
  const second = begin(text.replace('G', 'g'), 'second', { runner })
  expect(await conclusions([first, second])).toEqual(['cancelled', 'success'])
})

test('`queue: max` keeps them all, in order', async () => {
  const runner = createRunner({})
  const text = workflow('{ group: g, queue: max }')
  const order: string[] = []
  const runs = []
  const go = signal()
  for (const say of ['1', '2', '3']) {
    const run = begin(text, say, { runner, until: go.path })
    void run.seen(`begins ${say}`).then(() => order.push(say))
    runs.push(run)
    await moment()
  }
  expect(order).toEqual(['1'])
  go.give()
  expect(await conclusions(runs)).toEqual(['success', 'success', 'success'])
  expect(order).toEqual(['1', '2', '3'])
})

test('one that waits can be cancelled, and another group does not wait', async () => {
  const runner = createRunner({})
  const go = signal()
  const first = begin(workflow('one'), 'first', { runner, until: go.path })
  await first.seen('begins first')
  const waiting = begin(workflow('one'), 'waiting', { runner })
  const beside = begin(workflow('two'), 'beside', { runner })
  await beside.done
  expect(first.lines).not.toContain('ends first')
  waiting.cancel()
  await waiting.done
  go.give()
  expect(await conclusions([first, waiting, beside])).toEqual(['success', 'cancelled', 'success'])
})

test('a job in the group of its own workflow is refused, not left waiting for ever', async () => {
  const text = workflow('one').replace('runs-on: x', 'runs-on: x\n    concurrency: ONE')
  const run = start(text, { inputs: { say: 'never' } })
  expect((await run.done).conclusion).toBe('failure')
  expect(run.lines.join('\n')).toContain("a deadlock for concurrency group 'ONE' was detected")
})
