import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { narrowToTask } from '../../../../core/harness/narrow/narrow-to-task.ts'
import { renderEffective } from '../../../../core/harness/narrow/render-effective.ts'
import { harnesses } from '../any-harness.ts'
import { harnessOf } from '../harness-of.ts'
import { effectiveOf, FILE, PARENT, PINNED } from './kit.ts'

test('The effective configuration is printed with the origin of each value', () => {
  const effective = effectiveOf(
    `setup: { run: npm ci, timeout: 5m }
tasks: { labels: { area/ui: { write: [src/ui/**] } } }
layers: { order: [{ name: ui, paths: [src/ui/**] }] }`,
    `limits: { cost: 1 USD, month: 50 USD }
scope: { write: [src/**], deny: [vendor/**] }
checks: [npm test]
invariants: [{ id: no-console, regex: 'console\\.', fix: "a\\nb" }]`,
  )
  const task = narrowToTask(effective, { labels: ['area/ui'], role: 'implementer' })
  if (task.kind !== 'ok') throw new Error('nothing left')
  expect(renderEffective(task)).toBe(`version: 1 # the default
extends:
  - ${PINNED} # ${FILE}:2:11
context:
  always:
    - AGENTS.md # the default
    - CLAUDE.md # the default
    - .github/copilot-instructions.md # the default
  when: [] # the default
  index: [] # the default
scope:
  hide: [] # the default
  write:
    - src/ui/** # label area/ui, ${FILE}:4:39
  protect: [] # the default
  deny:
    - vendor/** # ${PARENT}:3:34
tasks:
  need: [] # the default
  unclear: ask # the default
  done: [] # the default
  labels:
    area/ui:
      write:
        - src/ui/** # ${FILE}:4:39
      protect: [] # the default
      deny: [] # the default
      hide: [] # the default
      read: [] # the default
layers:
  order:
    - {name: ui, paths: [src/ui/**]} # ${FILE}:5:19
  shared: [] # the default
  cycles: allow # the default
  deny: [] # the default
  baseline: true # the default
invariants:
  - {id: no-console, fix: "a\\nb", regex: console\\.} # ${PARENT}:5:14
waivers: [] # the default
setup: {run: npm ci, timeout: 5m} # ${FILE}:3:8
checks:
  - npm test # ${PARENT}:4:10
limits:
  turns: 100 # the default
  repairs: 3 # the default
  files: 30 # the default
  lines: 800 # the default
  cost: 1 USD # ${PARENT}:2:17
  time: 30m # the default
  month: 50 USD # ${PARENT}:2:31
review:
  comments:
    max: 10 # the default
    filter: added # the default
    min_level: warn # the default
  suggestions: verified # the default
  humans:
    - {when: protected} # the default
triggers:
  who: write # the default
  command: /agent # the default
  assign: false # the default
  bots: [] # the default
agents:
  implementer:
    model: strong # the default
    scope:
      write: [] # the default
      protect: [] # the default
      deny: [] # the default
      hide: [] # the default
models:
  strong: gpt-5.5 # the default
  other: gpt-5.4-mini # the default
`)
})

test('Whatever holds, what is printed says the same', () => {
  fc.assert(
    fc.property(harnesses, (harness) => {
      expect(harnessOf(renderEffective({ harness, origins: new Map() }))).toEqual(harness)
    }),
    { numRuns: 100 },
  )
})

test('No name that a file gives ends a comment', () => {
  const origin = { from: 'label', name: 'a\nsetup: rm', file: 'b\u2028c', line: 1, column: 1 } as const
  const origins = new Map([['limits.turns', origin]])
  const { harness } = effectiveOf('')
  expect(renderEffective({ harness, origins })).toContain('  turns: 100 # label a setup: rm, b c:1:1\n')
})

test('Roles that are written are printed with where each value comes from, others are not', () => {
  const printed = renderEffective(
    effectiveOf(
      'agents: { planner: { approve: always } }\ntasks: { unclear: plan }',
      'agents: { planner: { model: other }, reviewer: {} }',
    ),
  )
  expect(printed).toContain(`  planner:
    model: other # ${PARENT}:2:29
    approve: always # .github/agent.yml:3:31
  reviewer:
    model: other # the default
`)
  expect(printed).toContain('  unclear: plan # .github/agent.yml:4:19\n')
  expect(renderEffective(effectiveOf('setup: make'))).not.toMatch(/planner|reviewer/)
})
