import { afterAll, expect, test } from '@jest/globals'
import type { Attempt, DeliveryLog } from '../../../app/github/delivery-log.ts'
import { createMetrics } from '../../../app/metrics/metrics.ts'
import type { Database } from '../../../app/store/database.ts'
import { readNote } from '../../../app/store/notes.ts'
import { REDELIVERED_WITHIN } from '../../../app/sweep/checkpoint.ts'
import { sweep } from '../../../app/sweep/sweep.ts'
import { closeScratch, scratchDatabase } from '../../../playground/scratch-database.ts'

/** What a sweep asks of GitHub, over a list that the test writes. */

afterAll(closeScratch)

const MINUTE = 60_000
const NOW = Date.UTC(2026, 10, 26, 12)

type World = { database: Database; attempts: Attempt[]; pages: number; asked: number[]; now: number }

async function world(): Promise<World> {
  return { database: await scratchDatabase(), attempts: [], pages: 0, asked: [], now: NOW }
}

function failed(id: number, minutesAgo: number, more: Partial<Attempt> = {}): Attempt {
  const of = { guid: `guid ${id}`, event: 'issues', action: 'closed', taken: false }
  return { id, at: NOW - minutesAgo * MINUTE, ...of, ...more }
}

/** GitHub's list, two a page. */
function logOf(world: World): DeliveryLog {
  return {
    async page(cursor) {
      world.pages += 1
      const sorted = [...world.attempts].sort((one, other) => other.at - one.at)
      const from = cursor === null ? 0 : Number(cursor)
      const next = from + 2 < sorted.length ? String(from + 2) : null
      return { attempts: sorted.slice(from, from + 2), next }
    },
    async redeliver(attempt) {
      if (attempt === 13) throw new Error('GitHub is away.')
      world.asked.push(attempt)
    },
  }
}

async function sweeps(world: World, more: { mostPages?: number; mostRedeliveries?: number } = {}) {
  world.asked = []
  world.pages = 0
  const log = { info: () => undefined, warn: () => undefined } as never
  const parts = { log, metrics: createMetrics(new Set()), now: () => world.now, database: world.database }
  const given = { ...parts, deliveries: logOf(world), isWanted: () => true, overlap: 15 * MINUTE, ...more }
  await sweep(given, () => false)
  return [...world.asked].sort((one, other) => one - other)
}

test('the first sweep goes back three days, the next to its checkpoint and a quarter of an hour more', async () => {
  const there = await world()
  there.attempts = [failed(1, 73 * 60), failed(2, 71 * 60), failed(3, 5)]
  expect(await sweeps(there)).toEqual([2, 3])
  there.now += 30 * MINUTE
  // Eleven minutes before the checkpoint, and told of only now.
  there.attempts.push(failed(4, 11), failed(5, 16))
  expect(await sweeps(there)).toEqual([2, 3, 4])
})

test('a checkpoint of the future is none', async () => {
  const there = await world()
  there.now += 24 * 60 * MINUTE
  await sweeps(there)
  there.now = NOW
  there.attempts = [failed(1, 60)]
  expect(await sweeps(there)).toEqual([1])
})

test('what came meanwhile is not asked for', async () => {
  const there = await world()
  there.attempts = [failed(1, 2), failed(2, 3)]
  await there.database.query(
    `INSERT INTO reins.deliveries (guid, event, received_at) VALUES ('guid 1', 'issues', 1)`,
  )
  expect(await sweeps(there)).toEqual([2])
})

test('two instances do not ask for the same, and who asked waits longer every time, for three days at most', async () => {
  const there = await world()
  there.attempts = [failed(1, 2)]
  expect((await Promise.all([sweeps({ ...there }), sweeps({ ...there })])).flat()).toEqual([1])
  const asked: number[] = []
  for (let minute = 0; minute < 4 * 24 * 60; minute += minute < 300 ? 5 : 120) {
    there.now = NOW + minute * MINUTE
    if ((await sweeps(there)).length > 0) asked.push(minute)
  }
  expect(asked.slice(0, 6)).toEqual([5, 15, 35, 70, 135, 265])
  expect(asked.at(-1)).toBeGreaterThan(60 * 60)
  expect(asked.at(-1)).toBeLessThan(REDELIVERED_WITHIN / MINUTE)
  expect(await there.database.query('SELECT guid FROM reins.unheard')).toEqual([])
})

test('one that GitHub does not take holds up no other, and is tried again', async () => {
  const there = await world()
  there.attempts = [failed(13, 9), failed(2, 3)]
  expect(await sweeps(there)).toEqual([2])
  expect(await there.database.query(`SELECT tries FROM reins.unheard WHERE attempt = 13`)).toEqual([
    { tries: 1 },
  ])
})

test('what is too much for one sweep is done by the next ones, to the last', async () => {
  const there = await world()
  there.attempts = Array.from({ length: 9 }, (_, n) => failed(n + 1, 100 - n))
  const seen = new Set(await sweeps(there, { mostPages: 2, mostRedeliveries: 3 }))
  expect(seen.size).toBe(3)
  for (let round = 0; round < 4; round++) {
    there.now += 1_000
    for (const one of await sweeps(there, { mostPages: 3, mostRedeliveries: 3 })) seen.add(one)
  }
  expect(seen.size).toBe(9)
  expect(await readNote(there.database, 'sweep')).toEqual({ at: there.now, rest: null })
})
