import { z } from 'zod'
import { disbelieve } from '../confirm/disbelieve.ts'
import { lookAgain } from '../confirm/look-again.ts'
import { readState } from '../github/read-state.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { ofInstallation } from '../runs/of-installation.ts'
import { isLive } from '../runs/run.ts'
import { stopRun } from '../runs/stop-run.ts'

const closedSchema = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ id: z.number() }),
  issue: z.object({ number: z.number() }),
})

/** A closed issue needs no more work: its run stops. Whether it is closed, and by whom, GitHub says; one call, for an issue with a run. */
export async function stopRunsOfIssue(reins: Reins, delivery: Delivery): Promise<void> {
  const closed = closedSchema.safeParse(delivery.payload)
  if (!closed.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { installation, repository, issue } = closed.data
  const own = ofInstallation(reins.runs, installation.id)
  const [first, ...others] = (await own.ofIssue(repository.id, issue.number)).filter(isLive)
  if (first === undefined) return reins.ignore(delivery, 'the issue has no run')
  const place = { installation: installation.id, repository: first.assignment.repository }
  const client = await reins.clients(place, { contents: 'read', issues: 'write' })
  const stands = await lookAgain(
    () => readState(client, issue.number),
    ({ open }) => !open,
  )
  if (stands.open) return disbelieve(reins, delivery, 'the issue is open')
  const actor = stands.closedBy ?? 'somebody'
  for (const run of [first, ...others])
    await stopRun(reins, run.key, { actor, why: `${actor} closed the issue` })
}
