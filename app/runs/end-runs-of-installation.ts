import { z } from 'zod'
import { disbelieve } from '../confirm/disbelieve.ts'
import { lookAgain } from '../confirm/look-again.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { endUntold } from './end-untold.ts'

const goneSchema = z.object({ installation: z.object({ id: z.number() }) })

/**
 * The App may do nothing there any more, not even say so: its runs end, and make no more model calls. Whether it is gone,
 * GitHub says; one call, for an installation with a run.
 */
export async function endRunsOfInstallation(reins: Reins, delivery: Delivery): Promise<void> {
  const gone = goneSchema.safeParse(delivery.payload)
  if (!gone.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { installation } = gone.data
  const live = await reins.runs.liveOf(installation.id)
  if (live.length === 0) return reins.ignore(delivery, 'the installation has no run')
  const stands = await lookAgain(
    () => reins.installed(installation.id),
    (found) => found !== 'active',
  )
  if (stands === 'active') return disbelieve(reins, delivery, 'the App is installed there')
  for (const key of live) await endUntold(reins, key, `The App was removed (${stands}).`)
}
