import type { Job, RunTask } from '../jobs/job-queue.ts'
import type { Reins } from '../reins.ts'
import { dispatchRun } from './dispatch-run.ts'
import { endRun } from './end-run.ts'
import { finishRun } from './finish-run.ts'
import { publishOfRun } from './publish-of-run.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'

type Task = RunTask & Pick<Job<RunTask>, 'tried' | 'last'>

const WORK: Record<RunTask['task'], (reins: Reins, run: Run, task: Task) => Promise<void>> = {
  dispatch: dispatchRun,
  publish: publishOfRun,
  finish: finishRun,
}

/** Does what is to be done for a run next. What it throws is tried again. */
export async function workOnRun(reins: Reins, { data, tried, last }: Job<RunTask>): Promise<void> {
  const run = await reins.runs.get(data.run)
  if (run !== null) await WORK[data.task](reins, run, { ...data, tried, last })
}

/** It came to nothing for so long that it is given up: the run ends, and people are told; at last, the log has it. */
export async function giveUpOnRun(reins: Reins, { data }: Job<RunTask>, error: unknown): Promise<void> {
  reins.log.error({ err: error, run: data.run, task: data.task }, 'given up')
  const run = await reins.runs.get(data.run)
  if (run === null) return
  if (data.task === 'finish') {
    if (run.result === null) tellEnd(reins, run, 'untold')
    return
  }
  // A run whose first word was not said goes on.
  if (data.task === 'dispatch' && run.state !== 'queued') return
  await endRun(reins, run.key, { to: 'failed', detail: GIVEN_UP[data.task], actor: 'reins' })
}

const GIVEN_UP = {
  dispatch: 'GitHub could not be reached to start the workflow.',
  publish: 'GitHub did not take what the run ended with.',
} as const
