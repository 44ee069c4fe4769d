import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { narrowLimits } from '../../../core/harness/narrow-limits.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../core/run/limits.ts'

test('A repository goes below what its operator allows', () => {
  expect(narrowLimits({ ...DEFAULT_LIMITS, turns: 10, cost: 1 }, DEFAULT_LIMITS)).toEqual({
    ...DEFAULT_LIMITS,
    turns: 10,
    cost: 1,
  })
})

test('A repository cannot go above what its operator allows, in any limit', () => {
  const number = fc.integer({ min: 1, max: 1_000_000 })
  const limits: fc.Arbitrary<Limits> = fc.record({
    turns: number,
    toolCalls: number,
    cost: number,
    time: number,
    repairs: number,
    files: number,
    lines: number,
  })
  fc.assert(
    fc.property(limits, limits, (repository, operator) => {
      const narrowed = narrowLimits(repository, operator)
      return (Object.keys(operator) as (keyof Limits)[]).every(
        (key) => narrowed[key] === Math.min(repository[key], operator[key]),
      )
    }),
  )
})
