import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { renderHarness } from '../../../core/harness/render-harness.ts'
import { harnesses } from './any-harness.ts'
import { harnessOf } from './harness-of.ts'

test('A harness is rendered as a person would write it', () => {
  const text = `version: 1

# What it may touch: gitignore globs; deny before protect before write.
scope:
  write:
    - src/**
    - '**/*.md'

# Prepares the workspace, before the agent starts.
setup: npm ci

# What "it works" means; run on the base as well, so old failures are not blamed on the agent.
checks:
  - npm run lint
  - name: unit
    run: npm test
    timeout: 90s

# What stops a run.
limits:
  cost: 2.5 USD
  time: 1h
`
  expect(renderHarness(harnessOf(text))).toBe(text)
})

test('Defaults are left out', () => {
  expect(renderHarness(harnessOf('version: 1'))).toBe('version: 1\n')
})

test('Whatever the harness says, its file says the same', () => {
  fc.assert(
    fc.property(harnesses, (harness) => {
      expect(harnessOf(renderHarness(harness))).toEqual(harness)
    }),
    { numRuns: 100 },
  )
})
