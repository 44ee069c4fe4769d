import type { Attempt, DeliveryLog } from '../github/delivery-log.ts'
import type { Reins } from '../reins.ts'
import type { Database } from '../store/database.ts'
import { readCheckpoint, stretchesAfter, writeCheckpoint } from './checkpoint.ts'
import { findUnheard } from './find-unheard.ts'
import { readAttempts, type Stretch } from './read-attempts.ts'
import { createUnheardList } from './unheard-list.ts'

export type Sweeping = Pick<Reins, 'log' | 'metrics' | 'now'> & {
  database: Database
  deliveries: DeliveryLog
  /** Whether anything is done about such a delivery. */
  isWanted: (delivery: Pick<Attempt, 'event' | 'action'>) => boolean
  /** Milliseconds. */
  overlap: number
  /** Of one sweep; more is for the next. */
  mostPages?: number
  mostRedeliveries?: number
}

const MOST_PAGES = 200
const MOST_REDELIVERIES = 300

/**
 * GitHub tries once. What it could not deliver while the app was away or too busy, it is asked for again: it comes through
 * the webhook like any other delivery.
 *
 * @throws when GitHub or the database do not answer; the next sweep begins where this one did.
 */
export async function sweep(sweeping: Sweeping, closed: () => boolean): Promise<void> {
  const { database, now, overlap, isWanted } = sweeping
  const began = now()
  const list = createUnheardList(database)
  const stretches = stretchesAfter(await readCheckpoint(database), { now: began, overlap })
  const { attempts, rest } = await readAll(sweeping, stretches)
  await list.add(findUnheard(attempts, isWanted), began)
  await list.clear(
    attempts.flatMap(({ guid, taken }) => (taken ? [guid] : [])),
    began,
  )
  await writeCheckpoint(database, { at: began, rest })
  for (const { guid, attempt, tries } of await list.take(
    began,
    sweeping.mostRedeliveries ?? MOST_REDELIVERIES,
  )) {
    // What was taken and not asked for has its turn again in a few minutes.
    if (closed()) return
    await redeliver(sweeping, { guid, attempt, tries })
  }
}

async function readAll(
  { deliveries, mostPages = MOST_PAGES }: Sweeping,
  stretches: readonly Stretch[],
): Promise<{ attempts: Attempt[]; rest: Stretch | null }> {
  const attempts: Attempt[] = []
  const unread: Stretch[] = []
  let left = mostPages
  for (const stretch of stretches) {
    const read = await readAttempts(deliveries, stretch, left)
    attempts.push(...read.attempts)
    left -= read.pages
    if (read.rest !== null) unread.push(read.rest)
  }
  // What is newer was read first; where that was too much already, the rest goes back as far as both.
  const [newest] = unread
  if (newest === undefined) return { attempts, rest: null }
  return { attempts, rest: { ...newest, since: Math.min(...unread.map(({ since }) => since)) } }
}

async function redeliver(
  { deliveries, log, metrics }: Sweeping,
  { guid, attempt, tries }: { guid: string; attempt: number; tries: number },
): Promise<void> {
  try {
    await deliveries.redeliver(attempt)
    metrics.deliveries.redelivered('asked')
    log.info({ delivery: guid, tries }, 'redelivery asked for')
  } catch (error) {
    metrics.deliveries.redelivered('refused')
    log.warn({ err: error, delivery: guid, tries }, 'GitHub does not redeliver')
  }
}
