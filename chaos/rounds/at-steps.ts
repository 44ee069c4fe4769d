import { setTimeout as pass } from 'node:timers/promises'
import type { Seeded } from '../../bench/rules/seeded.ts'
import type { Step } from '../steps/step.ts'
import { FAULTS, type Trap } from '../steps/trap.ts'
import type { World } from '../world/open-world.ts'
import { openThread, type Scenario, type Thread } from '../world/threads.ts'
import type { Kill, Planned } from './plan-steps.ts'
import { playRound, type Rounding, type Told } from './round.ts'

/** What is waited for a step to be reached; some only after another process has taken over. Milliseconds. */
const REACHED_WITHIN = { pglite: 40_000, postgres: 75_000 }
/** What did not come to the step, as a run whose machine died, is asked for again. */
const TRIES = 2
/** Side by side: a kill breaks off whatever else is under way, too, as it would. */
const LANES_OF_KILLS = 2
const LANES_OF_FAULTS = 3
/** A workflow is only cancelled while no runner has claimed its run. Milliseconds. */
const BEGINS_LATE = 5_000

/** Kills the app at each of these steps in turn, each for a thread of its own. */
export function atSteps(rounding: Rounding, kills: Kill[]): Promise<Told> {
  return playRound(rounding, { mode: 'steps', clean: true }, async (world, threads) => {
    const unreached: string[] = []
    await inLanes(kills, LANES_OF_KILLS, async ({ step, moment }) => {
      const sprung = await tryAt(world, threads, { trap: { step, moment, sprung: false }, rounding })
      if (!sprung) unreached.push(`${step}, ${moment}`)
    })
    return { faults: 0, unreached }
  })
}

/** Lets GitHub answer each of these instead of the truth, in turn. */
export function withFaults(rounding: Rounding, planned: Planned[]): Promise<Told> {
  return playRound(rounding, { mode: 'faults', clean: false }, async (world, threads) => {
    const unreached: string[] = []
    await inLanes(planned, LANES_OF_FAULTS, async ({ step, fault }) => {
      const trap = { step, ...FAULTS[fault], sprung: false }
      if (!(await tryAt(world, threads, { trap, rounding }))) unreached.push(`${step}, ${fault}`)
    })
    return { faults: planned.length - unreached.length, unreached }
  })
}

async function inLanes<One>(all: One[], lanes: number, work: (one: One) => Promise<void>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

type Trying = { trap: Trap; rounding: Pick<Rounding, 'engine' | 'random' | 'say'> }

async function tryAt(world: World, threads: Thread[], { trap, rounding }: Trying): Promise<boolean> {
  const { engine, random, say } = rounding
  for (let tried = 0; tried < TRIES && !trap.sprung; tried++) {
    await Promise.all(world.instances.map((one) => one.ready()))
    if (tried === 0) world.traps.push(trap)
    world.weather.begins = trap.step === 'cancel' ? () => BEGINS_LATE : null
    const from = performance.now()
    const thread = await openThread(world, scenarioFor(trap.step, random), random)
    threads.push(thread)
    while (!trap.sprung && performance.now() - from < REACHED_WITHIN[engine]) await pass(20)
    const what = trap.instead === undefined ? 'kill' : JSON.stringify(trap.instead)
    const after = ((performance.now() - from) / 1_000).toFixed(1)
    say(
      `  ${trap.step}, ${trap.moment}: ${what} ${trap.sprung ? `after ${after} s` : 'not reached'} (${thread.repository}#${thread.issue})`,
    )
  }
  const sprung = trap.sprung
  trap.sprung = true
  return sprung
}

function scenarioFor(step: Step, random: Seeded): Scenario {
  switch (step) {
    case 'reply comment':
      return random.pick(['no such command', 'status', 'help', 'a stranger'])
    case 'cancel':
      return 'implement, closed at its start'
    case 'webhook':
      return random.pick(['implement', 'status', 'no such command'])
    default:
      return 'implement'
  }
}
