import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createEffects, type Effect, type Effects } from '../../../app/effects/effects.ts'
import { RateLimited } from '../../../app/github/budget/rate-limited.ts'
import type { Database } from '../../../app/store/database.ts'
import { closeScratch, scratchDatabase } from '../../../playground/scratch-database.ts'

/** A write to GitHub happens once, whatever breaks between its beginning and its end. */

afterAll(closeScratch)

let process: () => Effects
/** What stands on GitHub. */
let made: number[]
let looked: number

let database: Database
afterEach(() => database.close())
beforeEach(async () => {
  database = await scratchDatabase()
  // Each process of the app is another one over the same database.
  process = () =>
    createEffects(
      database,
      () => 1_000,
      async () => undefined,
    )
  made = []
  looked = 0
})

const AWAY = Object.assign(new Error('Bad gateway'), { status: 502 })
const REFUSED = Object.assign(new Error('Validation failed'), { status: 422 })

/** `after`: what happens once the work was done; `before`: instead of it. */
function writing({ before, after }: { before?: Error; after?: Error } = {}): Effect<number> {
  return {
    async look() {
      looked++
      return made[0] ?? null
    },
    async make() {
      if (before !== undefined) throw before
      made.push(made.length + 1)
      if (after !== undefined) throw after
      return made.length
    },
  }
}

test('it is made at once, without a look, and not again', async () => {
  expect(await process().once('a comment', writing())).toBe(1)
  expect(await process().once('a comment', writing())).toBe(1)
  expect(await process().once('another', writing())).toBe(2)
  expect({ made, looked }).toEqual({ made: [1, 2], looked: 0 })
})

test('an answer that was lost is looked for, and is no failure', async () => {
  expect(await process().once('a comment', writing({ after: AWAY }))).toBe(1)
  expect(made).toEqual([1])
})

test('GitHub may show it a moment later', async () => {
  const { make } = writing({ after: AWAY })
  const look = async () => (++looked < 2 ? null : 1)
  expect(await process().once('a comment', { look, make })).toBe(1)
})

test('what GitHub was away for is a failure, and is made by the next try', async () => {
  await expect(process().once('a comment', writing({ before: AWAY }))).rejects.toBe(AWAY)
  expect(looked).toBe(2)
  expect(await process().once('a comment', writing())).toBe(1)
  expect({ made, looked }).toEqual({ made: [1], looked: 3 })
})

describe.each([
  ['what GitHub refuses', REFUSED],
  ['what its limits have no room for', new RateLimited(1_000, null)],
])('%s', (_, error) => {
  test('it has not done: nobody looks, and the next try may make it', async () => {
    await expect(process().once('a comment', writing({ before: error }))).rejects.toBe(error)
    expect(looked).toBe(0)
    expect(await process().once('a comment', writing())).toBe(1)
    expect({ made, looked }).toEqual({ made: [1], looked: 1 })
  })
})

test('a process that died after the work leaves it to be found', async () => {
  const died = new Error('killed')
  const gone = { look: async () => Promise.reject(died), make: writing({ after: died }).make }
  await expect(process().once('a comment', gone)).rejects.toBe(died)
  expect(made).toEqual([1])
  expect(await process().once('a comment', writing())).toBe(1)
  expect(made).toEqual([1])
})

test('two at once in one process are one', async () => {
  const effects = process()
  const both = await Promise.all([effects.once('a comment', writing()), effects.once('a comment', writing())])
  expect(both).toEqual([1, 1])
  expect(made).toEqual([1])
})

test('one that failed is forgotten by the process: it may be tried again', async () => {
  const effects = process()
  await expect(effects.once('a comment', writing({ before: REFUSED }))).rejects.toBe(REFUSED)
  expect(await effects.once('a comment', writing())).toBe(1)
})

test('what was meant first stays, and so does what was made of it', async () => {
  const effects = process()
  expect(await effects.find('a run')).toBeNull()
  await effects.mean('a run', { base: 'a' })
  await effects.mean('a run', { base: 'b' })
  expect(await effects.find('a run')).toEqual({ meant: { base: 'a' }, made: null })
  expect(await effects.once('a run', writing())).toBe(1)
  expect(await process().find('a run')).toEqual({ meant: { base: 'a' }, made: 1 })
})

test('what is old is forgotten', async () => {
  await process().once('a comment', writing())
  expect(await process().forget(1_000)).toBe(0)
  expect(await process().forget(1_001)).toBe(1)
  expect(await process().find('a comment')).toBeNull()
})
