import { z } from 'zod'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { isLive } from '../runs/run.ts'
import { stopRun } from '../runs/stop-run.ts'

const closedSchema = z.object({
  repository: z.object({ id: z.number() }),
  issue: z.object({ number: z.number() }),
  sender: z.object({ login: z.string() }),
})

/** A closed issue needs no more work: its run stops. */
export async function stopRunsOfIssue(reins: Reins, delivery: Delivery): Promise<void> {
  const closed = closedSchema.safeParse(delivery.payload)
  if (!closed.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { repository, issue, sender } = closed.data
  const live = (await reins.runs.ofIssue(repository.id, issue.number)).filter(isLive)
  if (live.length === 0) return reins.ignore(delivery, 'the issue has no run')
  for (const run of live)
    await stopRun(reins, run.key, { actor: sender.login, why: `${sender.login} closed the issue` })
}
