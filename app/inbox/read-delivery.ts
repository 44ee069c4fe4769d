import type { Queries } from '../store/database.ts'
import type { Delivery } from './inbox.ts'

type Row = {
  event: string
  action: string | null
  received_at: number
  trace: string | null
  payload: unknown
  superseded: boolean
}

/** `superseded`: a later delivery that asks for the same waits, and finds out what this one would. */
export type StoredDelivery = { delivery: Delivery; superseded: boolean }

/** A delivery as it was stored; null: it is not there any more. */
export async function readDelivery({ query }: Queries, guid: string): Promise<StoredDelivery | null> {
  const [row] = await query<Row>(
    `SELECT event, action, received_at, trace, payload, topic IS NOT NULL AND EXISTS (
       SELECT 1 FROM reins.deliveries later WHERE later.topic = mine.topic AND later.done_at IS NULL
         AND (later.received_at, later.guid) > (mine.received_at, mine.guid)
     ) AS superseded FROM reins.deliveries mine WHERE guid = $1 AND payload IS NOT NULL`,
    [guid],
  )
  if (row === undefined) return null
  const { event, action, received_at: receivedAt, trace, payload, superseded } = row
  return {
    delivery: { guid, event, action, receivedAt, payload, ...(trace !== null && { trace }) },
    superseded,
  }
}
