import { lookAgain } from '../confirm/look-again.ts'
import { retryAfter } from '../github/budget/rate-limited.ts'
import type { ReadGrants } from '../github/read-installation.ts'
import { createPeriodic, type Periodic } from '../periodic.ts'
import type { Reins } from '../reins.ts'
import { endRun } from '../runs/end-run.ts'
import { endUntold } from '../runs/end-untold.ts'
import { lacking } from './lacking.ts'
import { lookAtRun } from './look-at-run.ts'
import { takeRuns } from './take-runs.ts'

/** Between two rounds, and without a change of the run before it is looked at. Milliseconds. */
export type LookAfterTimes = { every: number; quiet: number }
export const LOOK_AFTER_TIMES: LookAfterTimes = { every: 60_000, quiet: 5 * 60_000 }

/** Runs of one round: ten thousand have each had their look within the hour. */
const MOST = 200
/** Installations side by side; one whose limits are used up is passed over. */
const SIDE_BY_SIDE = 5

type Options = { reins: Reins; grants: ReadGrants; times?: LookAfterTimes | undefined }

/**
 * Webhooks may be lost, and of some things there are none. Looks at runs under way of which nothing was heard for a while,
 * and ends those that cannot come to their end: docs/decisions/0035-reconcile.md.
 */
export function createLookAfter({ reins, grants, times = LOOK_AFTER_TIMES }: Options): Periodic {
  const { database, now, log } = reins
  return createPeriodic({
    every: times.every,
    async work(closed) {
      const taken = await takeRuns(database, { now: now(), before: now() - times.quiet, most: MOST })
      const groups = [...Map.groupBy(taken, ({ installation }) => installation)]
      const worker = async () => {
        for (let next = groups.shift(); next !== undefined && !closed(); next = groups.shift())
          await lookAtInstallation({ reins, grants }, next[0], {
            keys: next[1].map(({ key }) => key),
            closed,
          })
      }
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
    },
    onTrouble: (error) => log.warn({ err: error }, 'a look at the runs broke off'),
  })
}

/** What GitHub refuses to say now is asked at the next look. */
async function lookAtInstallation(
  { reins, grants }: Omit<Options, 'times'>,
  installation: number,
  { keys, closed }: { keys: string[]; closed: () => boolean },
): Promise<void> {
  try {
    // What GitHub's parts disagree about ends nothing.
    const granted = await lookAgain(
      () => grants(installation),
      ({ stands }) => stands === 'active',
    )
    if (granted.stands !== 'active') {
      for (const key of await reins.runs.liveOf(installation))
        await endUntold(reins, key, `The App was removed (${granted.stands}).`)
      return
    }
    const missing = lacking(granted.permissions)
    for (const key of keys) {
      if (closed()) return
      await lookAt(reins, key, missing)
    }
  } catch (error) {
    tellTrouble(reins, error)
  }
}

async function lookAt(reins: Reins, key: string, missing: string[]): Promise<void> {
  const run = await reins.runs.get(key)
  if (run === null) return
  if (missing.length > 0)
    return endRun(reins, key, {
      to: 'failed',
      detail: `The App may not write ${missing.join(', ')} here any more. Grant it again in the settings of the installation, then ask again.`,
      actor: 'github',
      from: ['queued', 'dispatched', 'running'],
    })
  try {
    await lookAtRun(reins, run)
  } catch (error) {
    // No room for this one is no room for the next.
    if (retryAfter(error) !== null) throw error
    tellTrouble(reins, error)
  }
}

function tellTrouble({ log }: Reins, error: unknown): void {
  if (retryAfter(error) === null) log.warn({ err: error }, 'a run could not be looked at')
}
