import { setTimeout as pass } from 'node:timers/promises'
import { askPostgres } from '../../playground/ask-postgres.ts'
import type { Step } from '../steps/step.ts'
import { FAULTS, type FaultName, type Moment } from '../steps/trap.ts'
import type { World } from '../world/open-world.ts'
import { listDeliveries, redeliver } from '../world/redeliver.ts'
import { openThread, SCENARIOS, type Thread } from '../world/threads.ts'
import { playRound, type Rounding, type Told } from './round.ts'

/** Percent of the writes to GitHub that fail before they are done, and as many that are done and not heard of. */
const FAULTY = 5
/** A webhook may come so much later, and so out of order. Milliseconds. */
const LATE = 2_000
/** Between two kills, milliseconds: sometimes before it has even started. */
const APART = 4_000
/** Issues for each kill. */
const THREADS = 2

/** Bursts of issues, the app killed at random instants, and everything else that may go wrong beside it. */
export function atRandom(rounding: Rounding, kills: number): Promise<Told> {
  const { random, say } = rounding
  return playRound(rounding, { mode: 'random', clean: false }, async (world, threads) => {
    let faults = 0
    const names = Object.keys(FAULTS) as FaultName[]
    world.weather.fault = (step: Step, moment: Moment) => {
      if (!random.percent(FAULTY)) return null
      const name = random.pick(names.filter((one) => FAULTS[one].moment === moment && one !== 'a 404'))
      faults += 1
      say(`  ${step}: ${name}`)
      return FAULTS[name].instead
    }
    world.weather.late = () => random.below(LATE)
    const asking = ask(world, threads, { rounding, count: kills * THREADS })
    while (world.kills() < kills) {
      await pass(200 + random.below(APART))
      if (random.percent(25)) faults += await repeatOne(world, rounding)
      if (random.percent(25)) faults += await dropConnection(world)
      world.kill()
    }
    await asking
    return { faults, unreached: [] }
  })
}

async function ask(
  world: World,
  threads: Thread[],
  { rounding: { random }, count }: { rounding: Rounding; count: number },
): Promise<void> {
  const underway: Promise<unknown>[] = []
  while (underway.length < count) {
    const burst = Math.min(count - underway.length, 1 + random.below(10))
    for (let one = 0; one < burst; one++) {
      // Half of them start a run; the rest are all the others.
      const scenario = random.percent(50) ? 'implement' : random.pick(SCENARIOS)
      underway.push(openThread(world, scenario, random).then((thread) => threads.push(thread)))
    }
    await pass(random.below(8_000))
  }
  await Promise.all(underway)
}

/** A webhook that was taken comes a second time. */
async function repeatOne(world: World, { random }: Rounding): Promise<number> {
  const taken = (await listDeliveries(world)).filter(({ status_code: code }) => code >= 200 && code < 300)
  if (taken.length === 0) return 0
  await redeliver(world, [random.pick(taken).id])
  return 1
}

/** One connection to the database breaks, under whichever instance has it; of the embedded one, its process. */
async function dropConnection({ database, instances }: World): Promise<number> {
  if (!('url' in database)) return instances[0]?.killChildren() === 0 ? 0 : 1
  return askPostgres(
    database.url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1',
  )
}
