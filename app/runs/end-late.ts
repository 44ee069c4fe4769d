import type { Reins } from '../reins.ts'
import type { Late } from './due-at.ts'
import { endRun } from './end-run.ts'
import { tryAgain } from './try-again.ts'

/** Ends a run that gave no sign in time; one that no runner began is started again, as often as it may. */
export async function endLate(reins: Reins, key: string, late: Late): Promise<void> {
  const run = await reins.runs.get(key)
  if (run?.state === 'dispatched' && (await tryAgain(reins, run, late.detail))) return
  await endRun(reins, key, { ...late, actor: 'reins' })
}
