import { z } from 'zod'
import { disbelieve } from '../confirm/disbelieve.ts'
import { lookAgain } from '../confirm/look-again.ts'
import { readWorkflowRun } from '../github/read-workflow-run.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { endOfWorkflow } from './end-of-workflow.ts'
import { endRun } from './end-run.ts'
import { ofInstallation } from './of-installation.ts'

const completedSchema = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ id: z.number() }),
  workflow_run: z.object({ id: z.number() }),
})

/**
 * A workflow that is over brings no report any more: its run ends now, not when its time is up. Whether it is over, and
 * how, GitHub says; one call, for a workflow run of ours that is under way.
 */
export async function endRunOfWorkflow(reins: Reins, delivery: Delivery): Promise<void> {
  const completed = completedSchema.safeParse(delivery.payload)
  if (!completed.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { installation, repository, workflow_run: workflowRun } = completed.data
  const own = ofInstallation(reins.runs, installation.id)
  const run = await own.byWorkflowRun(repository.id, workflowRun.id)
  if (run === null) return reins.ignore(delivery, 'the workflow run is none of ours')
  if (run.state !== 'dispatched' && run.state !== 'running')
    return reins.ignore(delivery, 'the run has its report already')
  const place = { installation: run.installation, repository: run.assignment.repository }
  const client = await reins.clients(place, { checks: 'write', actions: 'write' })
  const stands = await lookAgain(
    () => readWorkflowRun(client, workflowRun.id),
    ({ over }) => over,
  )
  if (!stands.over) return disbelieve(reins, delivery, 'the workflow run is not over')
  await endRun(reins, run.key, endOfWorkflow(run, stands))
}
