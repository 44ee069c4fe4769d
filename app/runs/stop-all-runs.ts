import type { Reins } from '../reins.ts'
import { endRun } from './end-run.ts'

/** Runs live as long as the process: when it stops they end, and people are told so. */
export async function stopAllRuns(reins: Reins): Promise<void> {
  const live = await reins.runs.live()
  await Promise.allSettled(
    live.map((run) =>
      endRun(reins, run.key, {
        to: 'failed',
        detail: 'The app was stopped during the run.',
        actor: 'operator',
      }),
    ),
  )
}
