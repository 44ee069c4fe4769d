import { setTimeout as pass } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { PgBoss } from 'pg-boss'
import { createJobQueue } from '../../../app/jobs/create-job-queue.ts'
import type { JobQueue } from '../../../app/jobs/job-queue.ts'
import { openBoss } from '../../../app/jobs/open-boss.ts'
import type { Database } from '../../../app/store/database.ts'
import { HURRIED } from '../../../playground/hurried.ts'
import { engines, troubles } from './engines.ts'

type Work = { what: string }
type Options = Partial<Parameters<typeof createJobQueue<Work>>[0]>

const bosses: PgBoss[] = []
const queues: JobQueue<Work>[] = []
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.close()
  for (const boss of bosses.splice(0)) await boss.stop({ graceful: false })
})

async function queueOn(database: Database, options: Options): Promise<JobQueue<Work>> {
  const onTrouble = (error: Error) => troubles.push(error.message)
  const boss = await openBoss({ database, onTrouble })
  bosses.push(boss)
  const queue = await createJobQueue<Work>({
    ...{ boss, database, name: 'work', times: HURRIED, onTrouble },
    work: async () => undefined,
    dead: async () => undefined,
    ...options,
  })
  queues.push(queue)
  return queue
}

async function add(database: Database, queue: JobQueue<Work>, jobs: [string, string][]): Promise<void> {
  for (const [what, lane] of jobs)
    await database.transaction((tx) => queue.add(tx, { data: { what }, lane, group: '7' }))
}

describe.each(engines)('jobs on $name', ({ open }) => {
  test('are done in the order of their lane, and different lanes side by side', async () => {
    const { database } = await open('with tables')
    const told: string[] = []
    let others = () => {}
    const released = new Promise<void>((resolve) => {
      others = resolve
    })
    const queue = await queueOn(database, {
      async work({ data: { what } }) {
        told.push(`${what} begins`)
        // The first of the one lane waits for the other lane, so side by side is the only way to an end.
        if (what === 'a1') await released
        if (what === 'b1') others()
        told.push(`${what} ends`)
      },
    })
    await add(database, queue, [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
    ])
    queue.start()
    await queue.settled()
    expect(told.filter((one) => one.startsWith('a'))).toEqual([
      'a1 begins',
      'a1 ends',
      'a2 begins',
      'a2 ends',
    ])
    expect(told.indexOf('b1 ends')).toBeLessThan(told.indexOf('a1 ends'))
  })

  test('that fail are tried again, a few times, and then given up with the last error', async () => {
    const { database } = await open('with tables')
    const tries: number[] = []
    const given: string[] = []
    const queue = await queueOn(database, {
      tries: 3,
      async work({ tried }) {
        tries.push(tried)
        throw new Error(`try ${tried}`)
      },
      async dead(_, error) {
        given.push((error as Error).message)
      },
    })
    await add(database, queue, [['poison', 'a']])
    queue.start()
    while (given.length === 0) await queue.settled()
    expect(tries).toEqual([0, 1, 2])
    expect(given).toEqual(['try 2'])
    await queue.settled()
    expect(await queue.waiting()).toBe(0)
  })

  test('that nobody can be told of do not hold up their lane for ever', async () => {
    const { database } = await open('with tables')
    const done: string[] = []
    const told: boolean[] = []
    const queue = await queueOn(database, {
      async work({ data: { what } }) {
        if (what === 'poison') throw new Error('no')
        done.push(what)
      },
      async dead({ last }) {
        told.push(last)
        throw new Error('not even this')
      },
    })
    await add(database, queue, [
      ['poison', 'a'],
      ['next', 'a'],
    ])
    queue.start()
    while (done.length === 0) await queue.settled()
    expect(told.length).toBeGreaterThan(5)
    expect(told.indexOf(true)).toBe(told.length - 1)
  })

  test('are counted: those that wait, and those under way', async () => {
    const { database } = await open('with tables')
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const queue = await queueOn(database, {
      async work() {
        begun.resolve()
        await end.promise
      },
    })
    await add(database, queue, [
      ['first', 'a'],
      ['second', 'a'],
    ])
    queue.start()
    await begun.promise
    expect([await queue.waiting(), await queue.active()]).toEqual([1, 1])
    end.resolve()
    await queue.settled()
    expect([await queue.waiting(), await queue.active()]).toEqual([0, 0])
  })

  test('of a process that is stopping are said to be under way until they are done', async () => {
    const { database } = await open('with tables')
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const queue = await queueOn(database, {
      times: { ...HURRIED, beat: 50 },
      async work() {
        begun.resolve()
        await end.promise
      },
    })
    const saidLast = async () => {
      const [row] = await database.query<{ at: Date }>(
        `SELECT heartbeat_on AS at FROM pgboss.job WHERE name = 'work' AND state = 'active'`,
      )
      if (row === undefined) throw new Error('It was handed to somebody else.')
      return row.at.getTime()
    }
    await add(database, queue, [['long', 'a']])
    queue.start()
    await begun.promise
    let closed = false
    const closing = queue.close().then(() => {
      closed = true
    })
    try {
      const before = await saidLast()
      while ((await saidLast()) <= before) await pass(20)
      expect(closed).toBe(false)
    } finally {
      end.resolve()
      await closing
    }
    expect(await queue.active()).toBe(0)
  })

  test('are not there when the transaction they were added in is taken back', async () => {
    const { database } = await open('with tables')
    const queue = await queueOn(database, {})
    const broken = database.transaction(async (tx) => {
      await queue.add(tx, { data: { what: 'never' }, lane: 'a', group: '7' })
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await queue.waiting()).toBe(0)
  })

  test('are done once, however many processes look for them', async () => {
    const { database, another, kind } = await open('with tables')
    const done: string[] = []
    const work: Options['work'] = async ({ data: { what } }) => void done.push(what)
    const first = await queueOn(database, { work })
    const all = Array.from({ length: 30 }, (_, at): [string, string] => [`job ${at}`, `lane ${at % 7}`])
    await add(database, first, all)
    const second = kind === 'postgres' ? await queueOn(await another(), { work }) : first
    first.start()
    if (second !== first) second.start()
    while ((await first.waiting()) > 0) await Promise.all([first.settled(), second.settled()])
    expect(done.sort()).toEqual(all.map(([what]) => what).sort())
  })

  test('begin at once in another process, which looks only when it is told', async () => {
    const { database, another } = await open('with tables')
    let begun = () => {}
    const begins = new Promise<void>((resolve) => {
      begun = resolve
    })
    const never = { ...HURRIED, poll: 3_600_000 }
    const there = await queueOn(await another(), { times: never, work: async () => begun() })
    there.start()
    await there.settled()
    const here = database.kind === 'postgres' ? await queueOn(database, { times: never }) : there
    await add(database, here, [['now', 'a']])
    if (here === there) here.wake()
    await begins
  })
})
