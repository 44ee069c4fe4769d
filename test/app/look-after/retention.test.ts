import { afterAll, expect, test } from '@jest/globals'
import { createEffects } from '../../../app/effects/effects.ts'
import { forgetWhatIsOver } from '../../../app/look-after/retention.ts'
import { takeRuns } from '../../../app/look-after/take-runs.ts'
import { createRunStore } from '../../../app/runs/create-run-store.ts'
import { closeScratch, scratchDatabase } from '../../../playground/scratch-database.ts'
import { aRun } from '../a-run.ts'

afterAll(closeScratch)

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 26)

async function database() {
  const made = await scratchDatabase()
  const of = {
    database: made,
    now: () => NOW,
    log: { info: () => undefined, warn: () => undefined } as never,
  }
  return {
    ...made,
    forget: () =>
      forgetWhatIsOver({ ...of, effects: createEffects(made, () => NOW), config: { keepDays: 30 } }),
  }
}

test('payloads go after a month, that they came after three; what waits for its work stays', async () => {
  const { query, forget } = await database()
  const store = (guid: string, days: number, done: boolean) =>
    query(
      `INSERT INTO reins.deliveries (guid, event, received_at, payload, done_at) VALUES ($1, 'issues', $2, '{}', $3)`,
      [guid, NOW - days * DAY, done ? NOW - days * DAY : null],
    )
  await store('new', 29, true)
  await store('over', 31, true)
  await store('waits', 120, false)
  await store('old', 120, true)
  await forget()
  expect(await query('SELECT guid, payload FROM reins.deliveries ORDER BY guid')).toEqual([
    { guid: 'new', payload: {} },
    { guid: 'over', payload: null },
    { guid: 'waits', payload: {} },
  ])
})

test('what was answered and done is known for 97 days', async () => {
  const { query, forget } = await database()
  for (const days of [96, 98]) {
    await query(`INSERT INTO reins.answered (once, delivery, at) VALUES ($1, 'a', $2)`, [
      `${days}`,
      NOW - days * DAY,
    ])
    await query('INSERT INTO reins.effects (name, at) VALUES ($1, $2)', [`${days}`, NOW - days * DAY])
  }
  await forget()
  expect(await query('SELECT once FROM reins.answered')).toEqual([{ once: '96' }])
  expect(await query('SELECT name FROM reins.effects')).toEqual([{ name: '96' }])
})

test('of ten thousand runs a look takes the longest unseen few, each once, and none that changed just now', async () => {
  const there = await database()
  let now = NOW
  const runs = createRunStore({ database: there, now: () => now, dueAt: () => null, onMove: () => undefined })
  for (const key of ['a', 'b', 'c']) {
    await runs.create({ ...aRun(), key, state: 'queued' })
    now += 1_000
  }
  await runs.move('a', { to: 'dispatched', cause: 'started', actor: 'reins' })
  await runs.move('b', { to: 'failed', cause: 'not started', actor: 'reins' })
  const take = (at: number, most: number) => takeRuns(there, { now: at, before: at - 5_000, most })
  expect(await take(NOW + 4_000, 10)).toEqual([])
  expect((await take(NOW + 9_000, 1)).map(({ key }) => key)).toEqual(['c'])
  expect((await take(NOW + 9_000, 10)).map(({ key }) => key)).toEqual(['a'])
  expect(await take(NOW + 9_000, 10)).toEqual([])
  // The clock was set back.
  expect(await take(NOW - DAY, 10)).toHaveLength(2)
})
