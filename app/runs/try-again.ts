import { cancelWorkflow } from '../github/cancel-workflow.ts'
import type { Reins } from '../reins.ts'
import type { Queries } from '../store/database.ts'
import type { Again, Run } from './run.ts'
import { taskOf } from './task-of.ts'

/**
 * A run whose start came to nothing, by no fault of the agent's, is started again after a while, and its status comment says
 * so. It keeps its place.
 *
 * @param why A sentence.
 * @returns false when it was tried often enough, or somebody stopped it: then it has to end.
 */
export async function tryAgain(reins: Reins, run: Run, why: string): Promise<boolean> {
  const { runs, tasks, watch, status } = reins
  const { key, workflowRun } = run
  const count = (run.again?.count ?? 0) + 1
  const wait = watch.again[count - 1]
  if (wait === undefined || run.stop !== null) return false
  const left = [...(run.again?.left ?? []), ...(workflowRun === null ? [] : [workflowRun.id])]
  const again: Again = { count, of: watch.again.length, why, left }
  // In a lane of its own, so that nothing waits behind it that ends the run meanwhile.
  const beside = (tx: Queries) =>
    tasks.add(tx, { ...taskOf(run, 'dispatch'), lane: `${key} again`, after: wait })
  if (run.state === 'queued') {
    await status.open(await runs.update(key, () => ({ again }), beside))
    tasks.wake()
    return true
  }
  const cause = `${why} Tried again (${count} of ${again.of}).`
  const moved = await runs.move(
    key,
    { to: 'queued', cause, actor: 'reins', from: ['dispatched'] },
    { again, workflowRun: null },
    beside,
  )
  // Somebody ended it, or its runner came at last.
  if (moved.kind === 'refused') return true
  tasks.wake()
  await status.open(moved.run)
  await giveUpWorkflow(reins, run)
  return true
}

/** Should its runner come after all, it is refused: the run has another workflow run. */
async function giveUpWorkflow(reins: Reins, { installation, assignment, workflowRun }: Run): Promise<void> {
  if (workflowRun === null) return
  try {
    const place = { installation, repository: assignment.repository }
    await cancelWorkflow(await reins.clients(place, { actions: 'write' }), workflowRun.id)
  } catch (error) {
    reins.log.warn({ err: error, workflowRun: workflowRun.id }, 'the workflow was not cancelled')
  }
}
