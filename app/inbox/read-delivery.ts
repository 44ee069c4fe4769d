import type { Queries } from '../store/database.ts'
import type { Delivery } from './inbox.ts'

type Row = {
  event: string
  action: string | null
  received_at: number
  trace: string | null
  payload: unknown
}

/** A delivery as it was stored; null: it is not there any more. */
export async function readDelivery({ query }: Queries, guid: string): Promise<Delivery | null> {
  const [row] = await query<Row>(
    'SELECT event, action, received_at, trace, payload FROM reins.deliveries WHERE guid = $1 AND payload IS NOT NULL',
    [guid],
  )
  if (row === undefined) return null
  const { event, action, received_at: receivedAt, trace, payload } = row
  return { guid, event, action, receivedAt, payload, ...(trace !== null && { trace }) }
}
