import type { JobQueue } from '../jobs/job-queue.ts'
import type { Queries } from '../store/database.ts'
import type { Delivery } from './inbox.ts'
import { groupOf, laneOf, topicOf } from './lane.ts'

/** A delivery as it is stored, and where its job stands. */
export type ToStore = Omit<Delivery, 'payload' | 'again'> & {
  payload: string
  lane: string
  group: string
  topic: string | null
}
export type Stored = 'new' | 'seen' | 'full'

type Given = {
  deliveries: ToStore[]
  /** Adds their jobs. */
  add: JobQueue<{ guid: string }>['add']
  /** Nothing new has room. */
  full: boolean
}

export function toStore({ guid, event, action, receivedAt, trace, payload }: Delivery): ToStore {
  return {
    ...{ guid, event, action, payload: JSON.stringify(payload) },
    ...(receivedAt !== undefined && { receivedAt }),
    ...(trace !== undefined && { trace }),
    lane: laneOf({ guid, event, action, payload }),
    group: groupOf({ guid, event, action, payload }),
    topic: topicOf({ guid, event, action, payload }),
  }
}

/** Stores deliveries with their jobs; a GUID that is known is no new one, nor one that comes twice here. @returns what became of each. */
export async function storeDeliveries(tx: Queries, { deliveries, add, full }: Given): Promise<Stored[]> {
  const first = new Map<string, ToStore>()
  for (const one of deliveries) if (!first.has(one.guid)) first.set(one.guid, one)
  const fresh = new Set(full ? await unknown(tx, [...first.keys()]) : await insert(tx, [...first.values()]))
  const added = full ? [] : [...first.values()].filter(({ guid }) => fresh.has(guid))
  if (added.length > 0)
    await add(tx, ...added.map(({ guid, lane, group }) => ({ data: { guid }, lane, group })))
  return deliveries.map((one) => {
    if (!fresh.has(one.guid)) return 'seen'
    if (full) return 'full'
    return first.get(one.guid) === one ? 'new' : 'seen'
  })
}

/** Nothing is told of those that are known. @returns the GUIDs that were not. */
async function insert(tx: Queries, deliveries: ToStore[]): Promise<string[]> {
  // In one order everywhere: two instances that wait for each other's GUIDs would wait for ever.
  const sorted = deliveries.toSorted((a, b) => (a.guid < b.guid ? -1 : 1))
  const values = sorted.flatMap(({ guid, event, action, receivedAt, trace, topic, payload }) => [
    ...[guid, event, action, receivedAt, trace ?? null, topic, payload],
  ])
  const rows = await tx.query<{ guid: string }>(
    `INSERT INTO reins.deliveries (guid, event, action, received_at, trace, topic, payload)
     VALUES ${sorted.map((_, at) => placeholders(at * COLUMNS)).join(', ')}
     ON CONFLICT (guid) DO NOTHING RETURNING guid`,
    values,
  )
  return rows.map(({ guid }) => guid)
}

const COLUMNS = 7

function placeholders(from: number): string {
  return `(${Array.from({ length: COLUMNS }, (_, at) => `$${from + at + 1}`).join(', ')})`
}

async function unknown(tx: Queries, guids: string[]): Promise<string[]> {
  const rows = await tx.query<{ guid: string }>('SELECT guid FROM reins.deliveries WHERE guid = ANY($1)', [
    guids,
  ])
  const known = new Set(rows.map(({ guid }) => guid))
  return guids.filter((guid) => !known.has(guid))
}
