import { isRefusal } from '../github/is-refusal.ts'
import type { Reins } from '../reins.ts'
import type { Run } from './run.ts'

/**
 * Writes a run's last word into its status comment. When GitHub refuses it (the issue is gone, or locked), the log has it.
 *
 * @throws when GitHub is away, unless this is the last try.
 */
export async function sayLast(
  { status, log }: Pick<Reins, 'status' | 'log'>,
  run: Run,
  { body, last }: { body: string; last: boolean },
): Promise<void> {
  try {
    await status.conclude(run, body)
  } catch (error) {
    if (!last && !isRefusal(error)) throw error
    log.error({ err: error }, 'the status comment was not written')
  }
}
