import { expect, test } from '@jest/globals'
import type { Standing } from '../../../app/github/read-standing.ts'
import { lacking } from '../../../app/look-after/lacking.ts'
import { type Seen, toTrouble } from '../../../app/look-after/to-trouble.ts'
import { aRun } from '../a-run.ts'

const FINE: Standing = { repository: 'there', issue: 'open', branch: 'there' }
const seen = (standing: Partial<Standing> = {}, workflow: Seen['workflow'] = null): Seen => ({
  standing: { ...FINE, ...standing },
  workflow,
})
const run = (state: 'queued' | 'dispatched' | 'running' | 'reported', stop: string | null = null) => ({
  ...aRun(),
  ...{ state, stop },
})

test('a run whose surroundings stand is left alone, whatever its state', () => {
  for (const state of ['queued', 'dispatched', 'running', 'reported'] as const)
    expect(toTrouble(run(state), seen({}, { over: false, conclusion: null }))).toBeNull()
})

test.each<[string, Seen, object]>([
  ['a repository that is gone', seen({ repository: 'gone' }), { kind: 'untold' }],
  ['an issue that is gone', seen({ issue: 'gone' }), { kind: 'end', end: { to: 'cancelled' } }],
  ['a closed issue', seen({ issue: 'closed' }), { kind: 'closed' }],
  ['a branch that is gone', seen({ branch: 'gone' }), { kind: 'end', end: { to: 'failed' } }],
  ['a deleted workflow run', seen({}, 'gone'), { kind: 'end', end: { to: 'timed_out' } }],
  [
    'a workflow run that died',
    seen({}, { over: true, conclusion: 'failure' }),
    { kind: 'end', end: { to: 'timed_out', from: ['dispatched', 'running'] } },
  ],
  [
    'a workflow run that somebody cancelled',
    seen({}, { over: true, conclusion: 'cancelled' }),
    { kind: 'end', end: { to: 'cancelled' } },
  ],
])('%s ends a run', (_, what, trouble) => {
  expect(toTrouble(run('running'), what)).toMatchObject(trouble)
})

test('a report that is being published is only given up with its repository', () => {
  const over = { over: true, conclusion: 'success' }
  expect(toTrouble(run('reported'), seen({ issue: 'closed', branch: 'gone' }, over))).toBeNull()
  expect(toTrouble(run('reported'), seen({ repository: 'gone' }))).toMatchObject({ kind: 'untold' })
})

test('who was told to stop is not told again', () => {
  expect(toTrouble(run('running', 'bob closed the issue'), seen({ issue: 'closed' }))).toBeNull()
})

test('what the App may not write any more is named', () => {
  const all = {
    actions: 'write',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
  }
  expect(lacking(all)).toEqual([])
  expect(lacking({ ...all, contents: 'read', pull_requests: undefined })).toEqual([
    'contents',
    'pull requests',
  ])
})
