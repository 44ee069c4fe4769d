import { setTimeout as pass } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { inBatches } from '../../../app/jobs/in-batches.ts'

/** Doubles numbers, a turn of the clock later; refuses a batch with a negative one. */
function doubling(more: { most?: number; heaviest?: number } = {}) {
  const batches: number[][] = []
  const double = inBatches<number, number>({
    async carryOut(numbers) {
      batches.push(numbers)
      await pass(5)
      if (numbers.some((number) => number < 0)) throw new Error(`no: ${numbers}`)
      return numbers.map((number) => 2 * number)
    },
    most: 3,
    weigh: (number) => number,
    ...more,
  })
  return { batches, double }
}

test('the first waits for nobody; what comes meanwhile goes together, as much as fits', async () => {
  const { batches, double } = doubling()
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(double))).toEqual([2, 4, 6, 8, 10, 12])
  expect(batches).toEqual([[1], [2, 3, 4], [5, 6]])
  expect(await double(7)).toBe(14)
})

test('what is heavy goes alone', async () => {
  const { batches, double } = doubling({ most: 10, heaviest: 10 })
  await Promise.all([1, 4, 6, 50, 1, 9, 1].map(double))
  expect(batches).toEqual([[1], [4, 6], [50], [1, 9], [1]])
})

test('one that is refused takes nobody with it', async () => {
  const { double } = doubling()
  const ends = await Promise.allSettled([1, 2, -3, 4].map(double))
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message))).toEqual([
    2,
    4,
    'no: -3',
    8,
  ])
  await expect(double(-1)).rejects.toThrow('no: -1')
  expect(await double(1)).toBe(2)
})
