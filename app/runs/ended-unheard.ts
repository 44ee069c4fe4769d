import { readWorkflowRun } from '../github/read-workflow-run.ts'
import type { Reins } from '../reins.ts'
import { endOfWorkflow } from './end-of-workflow.ts'
import { endRun } from './end-run.ts'
import type { Run } from './run.ts'
import { tryAgain } from './try-again.ts'

const WHY =
  'Its workflow ended before the app, which was interrupted while starting it, could hand the run over.'

/**
 * A workflow whose start was broken off may end before it is found again: its runner was not handed a run that was not known to
 * be started, and its end was told when nobody knew whose it was. Then it is started again, as it was no fault of the agent's.
 *
 * @returns whether it had ended.
 * @throws when GitHub does not say.
 */
export async function endedUnheard(reins: Reins, run: Run): Promise<boolean> {
  const { installation, assignment, workflowRun } = run
  if (workflowRun === null) return false
  const place = { installation, repository: assignment.repository }
  const stands = await readWorkflowRun(await reins.clients(place, { actions: 'write' }), workflowRun.id)
  if (!stands.over) return false
  // Who cancelled it meant it.
  if (stands.conclusion === 'cancelled' || !(await tryAgain(reins, run, WHY)))
    await endRun(reins, run.key, endOfWorkflow(run, stands))
  return true
}
