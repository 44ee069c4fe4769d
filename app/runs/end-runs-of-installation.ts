import { z } from 'zod'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'

const goneSchema = z.object({
  installation: z.object({ id: z.number() }),
  sender: z.object({ login: z.string() }),
})

/** The App may do nothing there any more, not even say so: its runs end, and make no more model calls. */
export async function endRunsOfInstallation(reins: Reins, delivery: Delivery): Promise<void> {
  const gone = goneSchema.safeParse(delivery.payload)
  if (!gone.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { installation, sender } = gone.data
  for (const run of await reins.runs.live())
    if (run.installation === installation.id)
      await reins.runs.move(run.key, {
        to: run.state === 'queued' ? 'failed' : 'cancelled',
        cause: `The App was removed (${delivery.action}).`,
        actor: sender.login,
      })
}
