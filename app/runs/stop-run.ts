import type { Reins } from '../reins.ts'
import { endRun } from './end-run.ts'

/**
 * A person wants a run to stop. A runner that is at work is told with its next events, so that what it did comes back
 * in its report; one that has not begun never will. A run that is being published is past stopping.
 */
export async function stopRun(
  reins: Reins,
  key: string,
  { actor, why }: { actor: string; why: string },
): Promise<void> {
  const run = await reins.runs.get(key)
  if (run === null || run.stop !== null) return
  if (run.state === 'queued' || run.state === 'dispatched')
    return endRun(reins, key, { to: 'cancelled', detail: why, actor })
  if (run.state !== 'running') return
  const stopped = await reins.runs.update(key, () => ({ stop: why }))
  reins.gateway.drop(key)
  reins.watch.follow(stopped)
}
