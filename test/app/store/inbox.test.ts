import { afterEach, describe, expect, test } from '@jest/globals'
import { createInbox } from '../../../app/inbox/create-inbox.ts'
import type { Delivery, Inbox } from '../../../app/inbox/inbox.ts'
import { openBoss } from '../../../app/jobs/open-boss.ts'
import type { Database } from '../../../app/store/database.ts'
import { HURRIED } from '../../../playground/hurried.ts'
import { engines, troubles } from './engines.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function inboxOn(
  database: Database,
  more: Partial<Parameters<typeof createInbox>[0]> = {},
): Promise<Inbox> {
  const onTrouble = (error: Error) => troubles.push(error.message)
  const boss = await openBoss({ database, onTrouble })
  closers.push(() => boss.stop({ graceful: false }))
  const inbox = await createInbox({
    ...{ boss, database, now: Date.now, times: HURRIED, onTrouble },
    work: async () => undefined,
    superseded: () => undefined,
    dead: async () => undefined,
    ...more,
  })
  closers.push(() => inbox.close())
  return inbox
}

const about = (guid: string, issue: number): Delivery => ({
  guid,
  event: 'issue_comment',
  action: 'created',
  payload: { repository: { id: 1 }, issue: { number: issue }, comment: { body: 'a \u0000 zero' } },
})

describe.each(engines)('deliveries on $name', ({ open }) => {
  test('that come twice at once are worked on once', async () => {
    const { database, another, kind } = await open('with tables')
    const worked: string[] = []
    const work = async ({ guid }: Delivery) => void worked.push(guid)
    const first = await inboxOn(database, { work })
    const second = kind === 'postgres' ? await inboxOn(await another(), { work }) : first
    const answers = await Promise.all([first.receive(about('a', 1)), second.receive(about('a', 1))])
    expect(answers.sort()).toEqual(['new', 'seen'])
    first.start()
    if (second !== first) second.start()
    while (worked.length === 0) await Promise.all([first.settled(), second.settled()])
    await Promise.all([first.settled(), second.settled()])
    expect(worked).toEqual(['a'])
  })

  test('that were taken and not begun are worked on by whoever comes after', async () => {
    const { database, another } = await open('with tables')
    const before = await inboxOn(database)
    await before.receive(about('a', 1))
    await before.close()
    const seen: Delivery[] = []
    const after = await inboxOn(await another(), { work: async (delivery) => void seen.push(delivery) })
    after.start()
    while (seen.length === 0) await after.settled()
    expect(seen).toMatchObject([about('a', 1)])
  })

  test('that come in a flood are each stored once and worked on in their order, and one that cannot be stored takes nobody with it', async () => {
    const { database, another, kind } = await open('with tables')
    const worked: string[] = []
    const work = async ({ guid }: Delivery) => void worked.push(guid)
    const first = await inboxOn(database, { work })
    const second = kind === 'postgres' ? await inboxOn(await another(), { work }) : first
    const guids = Array.from({ length: 60 }, (_, at) => `${at}`.padStart(2, '0'))
    const bad = 'no\u0000guid'
    const taken = await Promise.allSettled([
      ...[...guids.slice(0, 30), bad, ...guids.slice(30)].map((guid) => first.receive(about(guid, 7))),
      ...guids.toReversed().map((guid) => second.receive(about(guid, 7))),
    ])
    const said = taken.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))
    const count = (word: string) => said.filter((one) => one === word).length
    expect({ new: count('new'), seen: count('seen'), refused: count('refused') }).toEqual({
      new: 60,
      seen: 60,
      refused: 1,
    })
    first.start()
    while (worked.length < guids.length) await first.settled()
    await first.settled()
    expect(worked.toSorted()).toEqual(guids)
    // Two instances may store in any order; one keeps it.
    if (kind === 'pglite') expect(worked).toEqual(guids)
  })

  test('that ask for the same while it waits are worked on once, the last of them; one that decides nothing stands for none', async () => {
    const { database } = await open('with tables')
    const worked: string[] = []
    const late: string[] = []
    const inbox = await inboxOn(database, {
      work: async ({ guid }) => void worked.push(guid),
      superseded: ({ guid }) => void late.push(guid),
    })
    const review = (guid: string, pull: number, state: string): Delivery => ({
      ...{ guid, event: 'pull_request_review', action: 'submitted' },
      payload: { repository: { id: 1 }, pull_request: { number: pull }, review: { state } },
    })
    // The order they came in is what counts, not their names.
    await inbox.receive(review('z', 1, 'approved'))
    await inbox.receive({ ...review('b', 1, 'changes_requested'), receivedAt: Date.now() + 5 })
    await inbox.receive({ ...review('c', 1, 'commented'), receivedAt: Date.now() + 9 })
    await inbox.receive(review('d', 2, 'approved'))
    await inbox.receive(about('e', 1))
    inbox.start()
    while (worked.length + late.length < 5) await inbox.settled()
    expect(worked.toSorted()).toEqual(['b', 'c', 'd', 'e'])
    expect(late).toEqual(['z'])
  })

  test('that have no room are refused, and those that are known are not', async () => {
    const { database } = await open('with tables')
    const inbox = await inboxOn(database, { room: 1, now: () => Date.now() * 2_000 })
    expect(await inbox.receive(about('a', 1))).toBe('new')
    const answers = await Promise.allSettled([inbox.receive(about('a', 1)), inbox.receive(about('b', 1))])
    expect(answers).toMatchObject([{ value: 'seen' }, { reason: { status: 503 } }])
  })

  test('that come in a flood are not counted by each of them', async () => {
    const { database } = await open('with tables')
    let counts = 0
    const counting: Database = {
      ...database,
      query: (text, values) => {
        if (text.startsWith('SELECT count')) counts += 1
        return database.query(text, values)
      },
    }
    const inbox = await inboxOn(counting, { now: () => 10_000 })
    await Promise.all(Array.from({ length: 30 }, (_, at) => inbox.receive(about(`${at}`, at))))
    expect(counts).toBe(1)
  })

  test('nobody can work on are kept with the reason', async () => {
    const { database } = await open('with tables')
    const given: string[] = []
    const inbox = await inboxOn(database, {
      work: async () => {
        throw new Error('poison')
      },
      dead: async (_, { guid }) => void given.push(guid),
    })
    await inbox.receive(about('a', 1))
    inbox.start()
    while (given.length === 0) await inbox.settled()
    await inbox.settled()
    const rows = await database.query('SELECT guid, dead FROM reins.deliveries WHERE done_at IS NOT NULL')
    expect(rows).toEqual([{ guid: 'a', dead: 'poison' }])
  })
})
