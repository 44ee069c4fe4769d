import type { Job, RunTask } from '../jobs/job-queue.ts'
import type { Reins } from '../reins.ts'
import { dispatchRun } from './dispatch-run.ts'
import { finishRun } from './finish-run.ts'
import { publishOfRun } from './publish-of-run.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'

const WORK: Record<RunTask['task'], (reins: Reins, run: Run, task: RunTask) => Promise<void>> = {
  dispatch: dispatchRun,
  publish: publishOfRun,
  finish: finishRun,
}

/** Does what is to be done for a run next. What it throws is tried again. */
export async function workOnRun(reins: Reins, { data }: Job<RunTask>): Promise<void> {
  const run = await reins.runs.get(data.run)
  if (run !== null) await WORK[data.task](reins, run, data)
}

/** GitHub did not take it for so long that it is given up: the log has the last word. */
export async function giveUpOnRun(reins: Reins, { data }: Job<RunTask>, error: unknown): Promise<void> {
  reins.log.error({ err: error, run: data.run, task: data.task }, 'given up')
  const run = await reins.runs.get(data.run)
  if (run === null) return
  const { to, cause } = GIVEN_UP
  const moved = await reins.runs.move(run.key, { to, cause, actor: 'reins' })
  tellEnd(reins, moved.run, 'untold')
}

const GIVEN_UP = { to: 'failed', cause: 'GitHub did not take what the run ended with.' } as const
