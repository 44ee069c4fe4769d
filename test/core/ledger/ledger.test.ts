import { expect, test } from '@jest/globals'
import { type RunCost, toLedger } from '../../../core/ledger/ledger.ts'

const day = Date.UTC(2026, 10, 23)
const usage = { requests: 2, inputTokens: 100, cachedTokens: 40, outputTokens: 10, cost: 0.1 }
const aRun = (more: Partial<RunCost> = {}): RunCost => ({
  run: 'a',
  repository: { id: 1, name: 'acme/shop' },
  issue: 7,
  person: 'ada',
  model: 'gpt-5.5',
  startedAt: day,
  endedAt: day + 60_000,
  state: 'published',
  conclusion: 'success',
  usage,
  ...more,
})

test('run by run: one row each, oldest first; one that is under way has no end', () => {
  const later = aRun({ run: 'b', startedAt: day + 1, endedAt: null, state: 'running', conclusion: null })
  expect(toLedger([later, aRun()], 'run')).toEqual([
    [
      ...['run', 'repository', 'repository_id', 'issue', 'person', 'model', 'started_at', 'ended_at'],
      ...['state', 'conclusion', 'requests', 'input_tokens', 'cached_tokens', 'output_tokens', 'cost_usd'],
    ],
    [
      ...['a', 'acme/shop', 1, 7, 'ada', 'gpt-5.5', '2026-11-23T00:00:00.000Z', '2026-11-23T00:01:00.000Z'],
      ...['published', 'success', 2, 100, 40, 10, 0.1],
    ],
    [
      ...['b', 'acme/shop', 1, 7, 'ada', 'gpt-5.5', '2026-11-23T00:00:00.001Z', null],
      ...['running', null, 2, 100, 40, 10, 0.1],
    ],
  ])
})

test('by repository: its newest name, whatever it was called before, and the dearest first', () => {
  const table = toLedger(
    [
      aRun({ repository: { id: 1, name: 'acme/store' }, startedAt: day + 5 }),
      aRun(),
      aRun({ repository: { id: 2, name: 'acme/bank' }, usage: { ...usage, cost: 9 } }),
    ],
    'repository',
  )
  expect(table.map((row) => row.filter((_, at) => at < 3 || at === row.length - 1))).toEqual([
    ['repository', 'repository_id', 'runs', 'cost_usd'],
    ['acme/bank', 2, 1, 9],
    ['acme/store', 1, 2, 0.2],
  ])
})

test('by person: a login is the same in any case', () => {
  const table = toLedger([aRun({ person: 'Ada' }), aRun({ person: 'ada', startedAt: day + 1 })], 'person')
  expect(table.slice(1)).toEqual([['ada', 2, 4, 200, 80, 20, 0.2]])
})

test('by day: in their order, the day a run was started, UTC', () => {
  const table = toLedger(
    [aRun({ startedAt: day + 86_400_000 }), aRun({ startedAt: day + 86_399_999 })],
    'day',
  )
  expect(table.slice(1).map(([name, runs]) => [name, runs])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-24', 1],
  ])
})

test('by model, and of nothing at all: the names of the columns', () => {
  expect(toLedger([], 'model')).toEqual([
    ['model', 'runs', 'requests', 'input_tokens', 'cached_tokens', 'output_tokens', 'cost_usd'],
  ])
})

test('what adding binary fractions leaves behind is not in the cost', () => {
  const [, row] = toLedger([aRun(), aRun({ usage: { ...usage, cost: 0.2 } })], 'model')
  expect(row?.at(-1)).toBe(0.3)
})
