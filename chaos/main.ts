import { type Seeded, seeded } from '../bench/rules/seeded.ts'
import { startPostgres } from '../playground/start-postgres.ts'
import { endAtLast, endWhenInterrupted } from './leave.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { atRandom } from './rounds/at-random.ts'
import { atSteps, withFaults } from './rounds/at-steps.ts'
import { allFaults, allKills } from './rounds/plan-steps.ts'
import type { Rounding, Told } from './rounds/round.ts'
import { lastLine, table } from './table.ts'
import type { Engine } from './world/open-world.ts'

/** Kills and faults in one world; then everything has to settle. */
const KILLS_OF_ROUND = 25
const KILLS_AT_RANDOM = 50
const FAULTS_OF_ROUND = 25
const FAULTS_OF_QUICK = 8
/** Of the kills, those at named steps when both are asked for: of 500, each moment of each step more than twice. */
const AT_STEPS = 0.3

endWhenInterrupted()
process.exitCode = await main()

/** @returns the exit code: 0 only when something was killed, and nothing was lost, twice or left out. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (options === null || typeof options === 'string') {
    console.error(options === null ? USAGE : `${options}\n\n${USAGE}`)
    return options === null ? 0 : 2
  }
  console.log(`seed ${options.seed}`)
  const told: Told[] = []
  const all = options.engines.map((engine) => async () => {
    for await (const one of onEngine(engine, options)) {
      told.push(one)
      tell(one)
    }
  })
  // Most of a short one is waiting for what died with its process.
  if (options.quick) await Promise.all(all.map((one) => one()))
  else for (const one of all) await one()
  const unreached = told.flatMap(({ engine, unreached }) => unreached.map((one) => `${engine}: ${one}`))
  if (unreached.length > 0) console.log(`Never reached: ${unreached.join('; ')}.`)
  console.log(`\n${table(told)}\n`)
  console.log(lastLine(told))
  const kills = told.reduce((sum, one) => sum + one.kills, 0)
  const wrong = told.some(({ lost, twice }) => lost.length + twice.length > 0)
  return kills > 0 && !wrong && unreached.length === 0 ? 0 : 1
}

async function* onEngine(engine: Engine, options: Options): AsyncGenerator<Told> {
  const postgres = engine === 'postgres' ? await startPostgres() : null
  if (postgres?.kind === 'none') {
    console.log(`Left out: postgres. ${postgres.why}`)
    return
  }
  const stop = endAtLast(async () => postgres?.stop())
  try {
    yield* rounds(engine, { options, url: postgres?.url ?? null })
  } finally {
    await stop()
  }
}

async function* rounds(
  engine: Engine,
  { options, url }: { options: Options; url: string | null },
): AsyncGenerator<Told> {
  const random = seeded(options.seed)
  const say = (line: string) => {
    if (options.verbose) console.log(line)
  }
  const { redeliver, skew } = options
  const rounding: Rounding = { engine, postgres: url, random, redeliver, skew, say }
  let done = 0
  const counted = (one: Told): Told => {
    done += one.kills
    return one
  }
  const kills = Math.ceil(options.kills * (options.random ? AT_STEPS : 1))
  if (options.steps) {
    const every = shuffled(allKills(), random)
    const planned = Array.from({ length: kills }, (_, at) => every[at % every.length]!)
    for (const part of chunks(planned, KILLS_OF_ROUND)) yield counted(await atSteps(rounding, part))
    // What is quick has them at random alone.
    const faults = options.quick && options.random ? [] : shuffled(allFaults(), random)
    const some = options.quick ? faults.slice(0, FAULTS_OF_QUICK) : faults
    for (const part of chunks(some, FAULTS_OF_ROUND)) yield withFaults(rounding, part)
  }
  if (options.random) {
    while (done < options.kills)
      yield counted(await atRandom(rounding, Math.min(KILLS_AT_RANDOM, options.kills - done)))
  }
}

function tell({ engine, mode, kills, faults, commands, lost, twice, ms }: Told): void {
  console.log(
    `${engine}, ${mode}: ${kills} kills, ${faults} faults, ${commands} commands, ${lost.length} lost, ${twice.length} twice, in ${(ms / 1_000).toFixed(1)} s`,
  )
  for (const one of lost) console.log(`  lost: ${one}`)
  for (const one of twice) console.log(`  twice: ${one}`)
}

function shuffled<One>(all: One[], random: Seeded): One[] {
  const left = [...all]
  return all.map(() => left.splice(random.below(left.length), 1)[0]!)
}

function chunks<One>(all: One[], size: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  )
}
