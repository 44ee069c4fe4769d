import { parseArgs } from 'node:util'
import type { Engine } from './world/open-world.ts'

export const USAGE = `npm run chaos -- [--engine pglite|postgres|both] [--at steps|random|both] [--kills N] [--seed S] [--quick] [--verbose]

Kills the real app while people ask it for work, and judges what stands on a local GitHub afterwards.
  --engine    pglite: one process with the embedded database; postgres: two processes, one Postgres (both)
  --at        steps: at every named step in turn, then with every fault of GitHub; random: at random instants (both)
  --kills     of each engine (500)
  --seed      of everything that is random; printed
  --redeliver who asks GitHub for the webhooks that were missed: harness, or app (its own sweep, at its start)
  --skew      milliseconds that the app's clock may be off at each start, either way (5000)
  --quick     few of each, about three minutes
  --verbose   every kill and fault as it comes, and everything that was found`

export type Options = {
  engines: Engine[]
  steps: boolean
  random: boolean
  kills: number
  seed: number
  /** Whether the harness redelivers what the killed app missed. */
  redeliver: boolean
  skew: number
  quick: boolean
  verbose: boolean
}

const KILLS = 500
const KILLS_OF_QUICK = 14
/** Who redelivers unless told: the app takes its time, minutes after a redelivery that it was killed at. */
const REDELIVERS = 'harness'

/** @returns a sentence when they are not understood, null when the usage is asked for. */
export function readOptions(args: string[]): Options | string | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        engine: { type: 'string', default: 'both' },
        at: { type: 'string', default: 'both' },
        kills: { type: 'string' },
        seed: { type: 'string' },
        redeliver: { type: 'string', default: REDELIVERS },
        skew: { type: 'string', default: '5000' },
        quick: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return null
    const { engine, at, redeliver, quick, verbose } = values
    if (engine !== 'pglite' && engine !== 'postgres' && engine !== 'both') return 'There is no such engine.'
    if (at !== 'steps' && at !== 'random' && at !== 'both') return 'Kills are at steps, random or both.'
    if (redeliver !== 'harness' && redeliver !== 'app') return 'Redelivering does the harness or the app.'
    const kills = Number(values.kills ?? (quick ? KILLS_OF_QUICK : KILLS))
    const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
    const skew = Number(values.skew)
    if (![kills, seed, skew].every((one) => Number.isSafeInteger(one) && one >= 0))
      return 'Kills, seed and skew are whole numbers.'
    return {
      engines: engine === 'both' ? ['pglite', 'postgres'] : [engine],
      ...{ steps: at !== 'random', random: at !== 'steps', redeliver: redeliver === 'harness' },
      ...{ kills, seed, skew, quick, verbose },
    }
  } catch (error) {
    return (error as Error).message
  }
}
