import type { Reins } from '../reins.ts'
import { tellEnd } from './tell-end.ts'

/** Ends a run where the App may not say so any more: its history tells why. Whoever comes second does nothing. */
export async function endUntold(
  reins: Pick<Reins, 'runs' | 'metrics' | 'log'>,
  key: string,
  cause: string,
): Promise<void> {
  const moved = await reins.runs.move(key, { to: 'cancelled', cause, actor: 'github' })
  if (moved.kind === 'moved') tellEnd(reins, moved.run, 'untold')
}
