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
const moment = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Waits until it is so, however busy the machine. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await moment()
}

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
    superseded: () => {},
    onTrouble: (error) => {
      throw error
    },
    ...options,
  })
  closers.push(inbox.close)
  inbox.start()
  return inbox
}

async function take(inbox: Inbox, ...deliveries: Delivery[]) {
  for (const delivery of deliveries) await inbox.receive(delivery)
}

test('the work begins after the answer, never before', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  expect(await inbox.receive(about('a', 1))).toBe('new')
  await until(() => begun.length > 0)
  expect(begun).toEqual(['a'])
  end('a')
  await inbox.settled()
})

test('a delivery that comes again is not worked on again, also long after', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  await take(inbox, about('a', 1))
  await until(() => begun.length > 0)
  expect(await inbox.receive(about('a', 1))).toBe('seen')
  end('a')
  await inbox.settled()
  expect(await inbox.receive(about('a', 1))).toBe('seen')
  await inbox.settled()
  expect(begun).toEqual(['a'])
})

test('what concerns one issue is done in order, different issues side by side', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work })
  await take(inbox, about('1a', 1), about('1b', 1), about('1c', 1), about('2a', 2), about('other 1', 1, 99))
  await until(() => begun.length === 3)
  expect(begun).toEqual(['1a', '2a', 'other 1'])
  end('1a')
  await until(() => begun.length === 4)
  end('1b')
  await until(() => begun.length === 5)
  expect(begun).toEqual(['1a', '2a', 'other 1', '1b', '1c'])
  for (const guid of ['1c', '2a', 'other 1']) end(guid)
  await inbox.settled()
})

test('a hundred of one moment keep their order', async () => {
  const begun: string[] = []
  const inbox = await anInbox({ work: async ({ guid }) => void begun.push(guid) })
  const guids = Array.from({ length: 100 }, (_, at) => `g${at}`)
  await Promise.all(guids.map((guid) => inbox.receive(about(guid, 1))))
  await inbox.settled()
  expect(begun).toEqual(guids)
})

test('no more than so many at a time', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work, sideBySide: 1 })
  await take(inbox, about('1a', 1), about('2a', 2))
  await until(() => begun.length > 0)
  expect(begun).toEqual(['1a'])
  end('1a')
  await until(() => begun.length > 1)
  end('2a')
  await inbox.settled()
  expect(begun).toEqual(['1a', '2a'])
})

test('one installation’s jobs do not take all hands', async () => {
  const { begun, work, end } = byHand()
  const inbox = await anInbox({ work, sideBySide: 3, ofOne: 2 })
  const of = (guid: string, issue: number, installation: number): Delivery => {
    const delivery = about(guid, issue)
    return { ...delivery, payload: { ...(delivery.payload as object), installation: { id: installation } } }
  }
  await take(inbox, of('1', 1, 7), of('2', 2, 7), of('3', 3, 7), of('other', 4, 8))
  await until(() => begun.length === 3)
  expect([...begun].sort()).toEqual(['1', '2', 'other'])
  end('1')
  await until(() => begun.length === 4)
  for (const guid of ['2', '3', 'other']) end(guid)
  await inbox.settled()
})

test('work that fails is tried again; what fails five times is told, once, and the next is done all the same', async () => {
  const begun: string[] = []
  const told: string[] = []
  const inbox = await anInbox({
    async work({ guid }) {
      begun.push(guid)
      if (guid === '1a') throw new Error('the network broke')
    },
    dead: async (error, { guid }) => void told.push(`${guid}: ${(error as Error).message}`),
  })
  await take(inbox, about('1a', 1), about('1b', 1))
  await inbox.settled()
  expect(told).toEqual(['1a: the network broke'])
  expect(begun).toEqual(['1a', '1a', '1a', '1a', '1a', '1b'])
})

test('what would fail the same way every time is told at once', async () => {
  const told: string[] = []
  let tried = 0
  const inbox = await anInbox({
    async work() {
      tried++
      throw new RangeError('nobody can read that')
    },
    isFinal: (error) => error instanceof RangeError,
    dead: async (error) => void told.push((error as Error).message),
  })
  await take(inbox, about('a', 1))
  await inbox.settled()
  expect([tried, told]).toEqual([1, ['nobody can read that']])
})

test('whom nobody could tell is told later', async () => {
  let tried = 0
  const inbox = await anInbox({
    work: async () => {
      throw new RangeError('broken')
    },
    isFinal: () => true,
    async dead() {
      tried++
      if (tried < 3) throw new Error('GitHub is away')
    },
  })
  await take(inbox, about('a', 1))
  await inbox.settled()
  expect(tried).toBe(3)
})

test('a full inbox refuses, so that GitHub keeps the delivery for later', async () => {
  const { begun, work, end } = byHand()
  let clock = 0
  const now = () => {
    clock += 2_000
    return clock
  }
  const inbox = await anInbox({ work, room: 1, now })
  await take(inbox, about('a', 1))
  await until(() => begun.length > 0)
  await inbox.receive(about('b', 1))
  await expect(inbox.receive(about('c', 1))).rejects.toThrow(InboxFull)
  expect(await inbox.receive(about('b', 1))).toBe('seen')
  end('a')
  await until(() => begun.length > 1)
  expect(await inbox.receive(about('c', 1))).toBe('new')
  end('b')
  await until(() => begun.length > 2)
  end('c')
  await inbox.settled()
})

test('closing takes nothing new, finishes what was begun, and leaves the rest to who comes next', async () => {
  const { begun, work, end } = byHand()
  const database = await aDatabase()
  const inbox = await anInbox({ work, database })
  await take(inbox, about('1a', 1), about('1b', 1))
  await until(() => begun.length > 0)
  const closed = inbox.close()
  await expect(inbox.receive(about('2a', 2))).rejects.toThrow(InboxFull)
  end('1a')
  await closed
  expect(begun).toEqual(['1a'])
  const next = await anInbox({ work, database })
  await until(() => begun.length > 1)
  end('1b')
  await next.settled()
  expect(begun).toEqual(['1a', '1b'])
})

test('what was under way when the process died is begun again, and knows it', async () => {
  const { begun, work, end } = byHand()
  const database = await aDatabase()
  await take(await anInbox({ work, database }), about('a', 1), about('b', 1))
  await until(() => begun.length > 0)
  // Nobody ends it: the process is gone.
  const again: string[] = []
  const next = await anInbox({
    database,
    work: async ({ guid, again: before }) => void again.push(`${guid} ${before}`),
  })
  await next.settled()
  expect(again).toEqual(['a true', 'b false'])
  end('a')
})

test('letters that a database might refuse come out as they came in', async () => {
  const worked: unknown[] = []
  const inbox = await anInbox({ work: async ({ payload }) => void worked.push(payload) })
  const payload = { text: '\u0000 \ud800 "\\ 日本 🎉', repository: { id: 1 } }
  await inbox.receive({ ...about('a', 1), payload })
  await inbox.settled()
  expect(worked).toEqual([payload])
})
