import { afterEach, expect, test } from '@jest/globals'
import { createInbox } from '../../app/inbox/create-inbox.ts'
import { type Delivery, type Inbox, InboxFull } from '../../app/inbox/inbox.ts'
import { openBoss } from '../../app/jobs/open-boss.ts'
import { HURRIED } from '../../playground/hurried.ts'
import { aDatabase } from './a-database.ts'

const about = (guid: string, issue: number, repository = 1): Delivery => ({
  guid,
  event: 'issue_comment',
  action: 'created',
  payload: { repository: { id: repository }, issue: { number: issue } },
})

/** Work that ends when it is told to. */
function byHand() {
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const work = ({ guid }: Delivery) =>
    new Promise<void>((resolve, reject) => {
      begun.push(guid)
      ends.set(guid, (error) => (error ? reject(error) : resolve()))
    })
  return { begun, work, end: (guid: string, error?: Error) => ends.get(guid)?.(error) }
}
const tick = () => new Promise((resolve) => setTimeout(resolve, 100))

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

type Options = Partial<Parameters<typeof createInbox>[0]>

async function anInbox(options: Options = {}): Promise<Inbox> {
  const database = options.database ?? (await aDatabase())
  const boss = await openBoss({ database, onTrouble: () => {} })
  closers.push(() => boss.stop({ graceful: false }))
  const inbox = await createInbox({
    ...{ boss, database, now: Date.now, times: HURRIED, work: async () => {}, dead: async () => {} },
    onTrouble: (error) => {
      throw error
    },
    ...options,
  })
  inbox.start()
  return inbox
}

async function take(inbox: Inbox, ...deliveries: Delivery[]) {
  for (const delivery of deliveries) await inbox.receive(delivery)
  await tick()
}

test('the work begins after the answer, never before', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  expect(await inbox.receive(about('a', 1))).toBe('new')
  expect(begun).toEqual([])
  await tick()
  expect(begun).toEqual(['a'])
  end('a')
  await inbox.settled()
})

test('a delivery that comes again is not worked on again, also long after', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  await take(inbox, about('a', 1))
  end('a')
  await inbox.settled()
  expect(await inbox.receive(about('a', 1))).toBe('seen')
  await tick()
  expect(begun).toEqual(['a'])
})

test('what concerns one issue is done in order, different issues side by side', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  await take(inbox, about('1a', 1), about('1b', 1), about('2a', 2), about('other 1', 1, 99))
  expect(begun).toEqual(['1a', '2a', 'other 1'])
  end('1a')
  await tick()
  expect(begun).toEqual(['1a', '2a', 'other 1', '1b'])
  for (const guid of ['1b', '2a', 'other 1']) end(guid)
  await inbox.settled()
})

test('no more than so many subjects at a time, and a busy one does not hold up the others', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work, sideBySide: 1 })
  await take(inbox, about('1a', 1), about('1b', 1), about('2a', 2))
  expect(begun).toEqual(['1a'])
  end('1a')
  await tick()
  expect(begun).toEqual(['1a', '2a'])
  end('2a')
  await tick()
  end('1b')
  await inbox.settled()
  expect(begun).toEqual(['1a', '2a', '1b'])
})

test('work that fails is tried again; what fails five times is told, once, and the next is done all the same', async () => {
  const { begun, work, end } = byHand()
  const told: string[] = []
  const inbox = await anInbox({
    work,
    dead: async (error, { guid }) => void told.push(`${guid}: ${(error as Error).message}`),
  })
  await take(inbox, about('1a', 1), about('1b', 1))
  for (let tried = 0; tried < 5; tried++) {
    expect(told).toEqual([])
    end('1a', new Error('the network broke'))
    await tick()
  }
  end('1b')
  await inbox.settled()
  expect(told).toEqual(['1a: the network broke'])
  expect(begun).toEqual(['1a', '1a', '1a', '1a', '1a', '1b'])
})

test('a full inbox refuses, so that GitHub keeps the delivery for later', async () => {
  const { work, end } = byHand()
  const inbox = await anInbox({ work, room: 1 })
  await take(inbox, about('a', 1))
  await inbox.receive(about('b', 1))
  await expect(inbox.receive(about('c', 1))).rejects.toThrow(InboxFull)
  end('a')
  await tick()
  expect(await inbox.receive(about('c', 1))).toBe('new')
  end('b')
  await tick()
  end('c')
  await inbox.settled()
})

test('closing takes nothing new and finishes what it took', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  await take(inbox, about('1a', 1), about('1b', 1))
  const closed = inbox.close()
  await expect(inbox.receive(about('2a', 2))).rejects.toThrow(InboxFull)
  end('1a')
  await tick()
  end('1b')
  await closed
  expect(begun).toEqual(['1a', '1b'])
})
