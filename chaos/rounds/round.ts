import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Seeded } from '../../bench/rules/seeded.ts'
import { judge, type Verdict } from '../verdict/judge.ts'
import { readDatabase } from '../verdict/read-database.ts'
import { settle } from '../verdict/settle.ts'
import { type Engine, openWorld, type World } from '../world/open-world.ts'
import type { Thread } from '../world/threads.ts'

export type Mode = 'steps' | 'random' | 'faults'

export type Rounding = {
  engine: Engine
  postgres: string | null
  random: Seeded
  redeliver: boolean
  /** Milliseconds that clocks may be off. */
  skew: number
  say: (line: string) => void
}

/** What one round came to. */
export type Told = {
  engine: Engine
  mode: Mode
  kills: number
  faults: number
  commands: number
  lost: string[]
  twice: string[]
  /** Steps at which nothing could be tried, because the app never came there. */
  unreached: string[]
  /** Milliseconds from a start to ready. */
  starts: number[]
  ms: number
}

type Trouble = (world: World, threads: Thread[]) => Promise<{ faults: number; unreached: string[] }>

/** A job that failed again and again is tried again after five minutes at most, and then others of its lane have their turn. Milliseconds. */
const SETTLES_WITHIN = 600_000
/** A redelivery that nobody took is asked for again at one of the app's next sweeps. Milliseconds. */
const SWEEPS_WITHIN = 12 * 60_000

/**
 * One world from its beginning to its end: people ask, trouble is made, everything settles, and what stands is judged.
 *
 * @param clean Whether GitHub itself does nothing wrong, so that work which was handed over must be published.
 */
export async function playRound(
  rounding: Rounding,
  { mode, clean }: { mode: Mode; clean: boolean },
  trouble: Trouble,
): Promise<Told> {
  const from = performance.now()
  const world = await openWorld(rounding)
  const threads: Thread[] = []
  let verdict: Verdict
  let made: Awaited<ReturnType<Trouble>>
  try {
    made = await trouble(world, threads)
    const { redeliver, say } = rounding
    const within = SETTLES_WITHIN + (redeliver ? 0 : SWEEPS_WITHIN)
    const settled = await settle(world, threads, { within, redeliver, clean })
    say(`  settled in ${(settled.ms / 1_000).toFixed(1)} s`)
    await Promise.all(world.instances.map((one) => one.stop()))
    verdict = judge(world, threads, await readDatabase(world), { clean })
    verdict.lost.push(...world.instances.flatMap((one) => one.crashes))
    if (verdict.lost.length + verdict.twice.length > 0) {
      const log = join(tmpdir(), `reins-chaos-${rounding.engine}-${mode}-${Date.now()}.log`)
      await copyFile(world.logFile, log)
      say(`  the app's log: ${log}`)
    }
  } finally {
    await world.close()
  }
  const commands = threads.reduce((sum, one) => sum + one.commands, 0)
  const starts = world.instances.flatMap((one) => one.starts)
  const { engine } = rounding
  return {
    engine,
    mode,
    kills: world.kills(),
    commands,
    ...made,
    ...verdict,
    starts,
    ms: performance.now() - from,
  }
}
