import { z } from 'zod'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { endRun } from './end-run.ts'

const completedSchema = z.object({
  repository: z.object({ id: z.number() }),
  workflow_run: z.object({ id: z.number(), conclusion: z.string().nullable() }),
  sender: z.object({ login: z.string() }),
})

/** A workflow that is over brings no report any more: its run ends now, not when its time is up. */
export async function endRunOfWorkflow(reins: Reins, delivery: Delivery): Promise<void> {
  const completed = completedSchema.safeParse(delivery.payload)
  if (!completed.success) return reins.ignore(delivery, 'the delivery does not look like GitHub’s')
  const { repository, workflow_run: workflowRun, sender } = completed.data
  const run = await reins.runs.byWorkflowRun(repository.id, workflowRun.id)
  if (run === null) return reins.ignore(delivery, 'the workflow run is none of ours')
  if (run.state !== 'dispatched' && run.state !== 'running')
    return reins.ignore(delivery, 'the run has its report already')
  const cancelled = workflowRun.conclusion === 'cancelled'
  await endRun(reins, run.key, {
    to: cancelled ? 'cancelled' : 'timed_out',
    detail: cancelled
      ? (run.stop ?? 'The workflow run was cancelled on GitHub.')
      : `The workflow run ended (${workflowRun.conclusion ?? 'without a conclusion'}) and sent no report. Its log says why.`,
    actor: cancelled ? sender.login : 'github',
  })
}
