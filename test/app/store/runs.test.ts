import { describe, expect, test } from '@jest/globals'
import { createRunStore } from '../../../app/runs/create-run-store.ts'
import type { Run } from '../../../app/runs/run.ts'
import type { Database } from '../../../app/store/database.ts'
import { runningRuns } from '../../../bench/model/running-runs.ts'
import { engines } from './engines.ts'

const MONTH = '2026-11'
const AT = Date.UTC(2026, 10, 12)
const REPOSITORY = 7

/** Runs of one repository, queued. */
function someRuns(count: number): Run[] {
  return runningRuns(count, 'https://models.example/v1').all.map((run) => ({
    ...run,
    state: 'queued',
    history: [{ from: null, to: 'queued', at: AT, cause: 'asked', actor: 'ada' }],
    assignment: {
      ...run.assignment,
      repository: { ...run.assignment.repository, id: REPOSITORY },
      limits: { ...run.assignment.limits, cost: 5 },
    },
  }))
}

const storeOn = (database: Database, more: Partial<Parameters<typeof createRunStore>[0]> = {}) =>
  createRunStore({ database, now: () => AT, onMove: () => {}, dueAt: () => null, ...more })

describe.each(engines)('runs on $name', ({ open }) => {
  test('of two that begin at once where there is money for one, one begins', async () => {
    const { database, another } = await open('with tables')
    const [first, second] = someRuns(2)
    const admit = (on: Database, run: Run | undefined) =>
      storeOn(on).admit(REPOSITORY, MONTH, ({ reserved }) => (reserved + 5 > 5 ? null : (run ?? null)))
    const admitted = await Promise.all([admit(database, first), admit(await another(), second)])
    expect(admitted.filter((run) => run !== null)).toHaveLength(1)
  })

  test('of two moves from the same state at once, one is refused', async () => {
    const { database, another } = await open('with tables')
    const [run] = someRuns(1)
    await storeOn(database).create(run!)
    const move = { to: 'dispatched', cause: 'started', actor: 'reins' } as const
    const moves = [storeOn(database), storeOn(await another())].map((store) => store.move(run!.key, move))
    expect((await Promise.all(moves)).map(({ kind }) => kind).sort()).toEqual(['moved', 'refused'])
    const { history } = (await storeOn(database).get(run!.key)) ?? {}
    expect(history?.map(({ to }) => to)).toEqual(['queued', 'dispatched'])
  })

  test('what belongs to a move and breaks takes the move back', async () => {
    const { database } = await open('with tables')
    const [run] = someRuns(1)
    const store = storeOn(database)
    await store.create(run!)
    const broken = store.move(
      run!.key,
      { to: 'dispatched', cause: 'started', actor: 'reins' },
      {},
      async () => {
        throw new Error('the disk is full')
      },
    )
    await expect(broken).rejects.toThrow('the disk is full')
    expect(await store.get(run!.key)).toMatchObject({ state: 'queued' })
  })

  test('calls that are reckoned at once see each other', async () => {
    const { database, another } = await open('with tables')
    const runs = someRuns(2)
    for (const run of runs) await storeOn(database).create(run)
    const stores = [storeOn(database), storeOn(await another())]
    const committed: number[] = []
    await Promise.all(
      runs.map(({ key }, at) =>
        stores[at]?.updateInMonth(key, (_, sum) => {
          committed.push(sum)
          return { reserved: 2 }
        }),
      ),
    )
    expect(committed.sort()).toEqual([0, 2])
  })

  test('those whose time is over are found, the longest waiting first, and no more than asked', async () => {
    const { database } = await open('with tables')
    const runs = someRuns(3)
    const store = storeOn(database, { dueAt: ({ key }) => AT - Number(key) })
    for (const run of runs) await store.create(run)
    expect(await store.due(AT, 2)).toEqual([runs[2]?.key, runs[1]?.key])
    expect(await store.due(AT - 3, 2)).toEqual([])
  })

  test('text comes back as it was, whatever is in it', async () => {
    const { database } = await open('with tables')
    const [run] = someRuns(1)
    const say = 'a \u0000 zero, a \\u0000 written one, a lone \ud800, and 𝄞'
    await storeOn(database).create({ ...run!, progress: { phase: 'agent', turn: { number: 1, say } } })
    expect((await storeOn(database).get(run!.key))?.progress.turn?.say).toBe(say)
  })
})
