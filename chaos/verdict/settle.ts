import { setTimeout as pass } from 'node:timers/promises'
import type { World } from '../world/open-world.ts'
import { redeliverFailed } from '../world/redeliver.ts'
import type { Thread } from '../world/threads.ts'
import { judge, type Verdict } from './judge.ts'

/** Everything has been as it should be for so long, two askings for what was not taken among it: what comes too much would come now. Milliseconds. */
const QUIET = 7_000
const LOOK_EVERY = 500
/** Between two askings for what was not taken. Milliseconds. */
const REDELIVER_EVERY = 3_000

/**
 * Waits until every command has come to its end, or the time is over.
 *
 * @param redeliver Whether the webhooks that the killed app missed are asked for here; the app does so itself at its start.
 * @returns what is missing, and how long it took in milliseconds.
 */
export async function settle(
  world: World,
  threads: Thread[],
  { within, redeliver, clean }: { within: number; redeliver: boolean; clean: boolean },
): Promise<{ verdict: Verdict; ms: number }> {
  const from = performance.now()
  world.traps.length = 0
  Object.assign(world.weather, { fault: null, late: null, begins: null })
  await Promise.all(world.instances.map((one) => one.ready()))
  if (!redeliver) {
    // Its sweep looks at its start.
    for (const [at] of world.instances.entries()) world.kill(at)
    await Promise.all(world.instances.map((one) => one.ready()))
  }
  let quietSince: number | null = null
  let redelivered = 0
  for (;;) {
    const now = performance.now()
    if (redeliver && now - redelivered > REDELIVER_EVERY) {
      redelivered = now
      await redeliverFailed(world)
    }
    const verdict = judge(world, threads, null, { clean })
    if ((await unfinished(world)) !== 0 || verdict.lost.length > 0) quietSince = null
    else quietSince ??= now
    if (quietSince !== null && now - quietSince >= QUIET) return { verdict, ms: now - from }
    if (now - from > within) return { verdict, ms: now - from }
    await pass(LOOK_EVERY)
  }
}

/** Runs and work on them and on deliveries, under way or waiting, as one living instance counts them; null when none answers. */
async function unfinished({ instances }: World): Promise<number | null> {
  for (const { url } of instances) {
    const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
    if (!answer?.ok) continue
    const text = await answer.text()
    return [...text.matchAll(/^(?:reins_runs\{[^}]*\}|reins_queue_depth\{[^}]*\}) (\d+)/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    )
  }
  return null
}
