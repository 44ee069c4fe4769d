import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { machineOf } from '../playground/stage.ts'
import { measureBundle } from './bundle.ts'
import { measureCommand } from './command.ts'
import { measureHarnessCheck } from './harness-check.ts'
import { measureHundredTurns } from './hundred-turns.ts'
import { measureStory } from './story.ts'
import { type Measured, summarise, table } from './table.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const machine = machineOf(process.env)
const runs = values.quick ? 3 : 7

process.exitCode = await main()

/**
 * Every figure of the product's own time and size, as medians over several runs, each beside its target. Times depend
 * on the machine and what else it does, so they only say whether they were met; sizes do not, and fail the run.
 */
async function main(): Promise<number> {
  const before = load()
  const rows: Measured[] = []
  rows.push(...(await several('the built-in story', () => measureStory(machine))))
  rows.push(...(await several('100 turns with a shell command each', () => measureHundredTurns(machine))))
  rows.push(...(await several('the check run harness', () => measureHarnessCheck(machine))))
  rows.push(...(await several('a command', () => measureCommand(machine))))
  rows.push(...(await several('the bundle', measureBundle)))
  console.log(`Node ${process.version}, ${availableParallelism()} cores, medians of ${runs} runs.`)
  console.log(
    `Load of the machine: ${before} before, ${load()} after. Above the number of cores, times are long.\n`,
  )
  console.log(table(rows))
  const missed = rows.filter((row) => row.met === false)
  if (missed.length > 0) console.log(`\nMissed: ${missed.map((row) => row.name).join('; ')}.`)
  return missed.some((row) => row.unit !== 'ms') ? 1 : 0
}

function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1)
}

async function several(name: string, measure: () => Promise<Measured[]>): Promise<Measured[]> {
  const all: Measured[][] = []
  for (let run = 1; run <= runs; run++) {
    console.error(`${name}: run ${run} of ${runs}`)
    all.push(await measure())
  }
  return summarise(all)
}
