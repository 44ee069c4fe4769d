import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { machineOf } from '../playground/stage.ts'
import { measureBundle } from './bundle.ts'
import { measureCommand } from './command.ts'
import { measureDurable } from './durable/measure-durable.ts'
import { measureHarnessCheck } from './harness-check.ts'
import { measureHostileChange } from './hostile-change.ts'
import { measureHundredTurns } from './hundred-turns.ts'
import { measureModel } from './model/measure-model.ts'
import { measureRules } from './rules/measure-rules.ts'
import { measureStory } from './story.ts'
import { fails, type Measured, summarise, table } from './table.ts'

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const machine = machineOf(process.env)
const runs = values.quick ? 3 : 7

const PARTS = ['product', 'rules', 'durable']
const unknown = positionals.find((part) => !PARTS.includes(part))
if (unknown !== undefined) {
  console.error(`There is no part ${JSON.stringify(unknown)} to measure: known are ${PARTS.join(', ')}.`)
  process.exit(2)
}
const wanted = (part: string) => positionals.length === 0 || positionals.includes(part)
if (wanted('product')) process.exitCode = await product()
if (wanted('rules') && (await rules()) !== 0) process.exitCode = 1
if (wanted('durable')) await durable()

/**
 * Every figure of the product's own time and size, as medians over several runs, each beside its target. Times depend
 * on the machine and what else it does, so they only say whether they were met; sizes do not, and fail the run.
 */
async function product(): Promise<number> {
  const before = load()
  const rows: Measured[] = []
  rows.push(...(await several('the built-in story', () => measureStory(machine))))
  rows.push(...(await several('100 turns with a shell command each', () => measureHundredTurns(machine))))
  rows.push(...(await several('the check run harness', () => measureHarnessCheck(machine))))
  rows.push(...(await several('a hostile pull request', measureHostileChange)))
  rows.push(...(await several('a command', () => measureCommand(machine))))
  rows.push(...(await several('a model call through the app', measureModel)))
  rows.push(...(await several('the bundle', measureBundle)))
  console.log(`Node ${process.version}, ${availableParallelism()} cores, medians of ${runs} runs.`)
  console.log(`${loadBetween(before)}\n`)
  console.log(table(rows))
  const missed = rows.filter((row) => row.met === false)
  if (missed.length > 0) console.log(`\nMissed: ${missed.map((row) => row.name).join('; ')}.`)
  return fails(rows) ? 1 : 0
}

/** The command line beside other tools on trees of the same files; only what it finds fails the run, never a time. */
async function rules(): Promise<number> {
  const before = load()
  const { lines, rows, differences } = await measureRules(values, (text) => console.error(text))
  console.log(`\nNode ${process.version}, ${availableParallelism()} cores, whole processes, medians.`)
  console.log(`${loadBetween(before)}\n`)
  console.log(`${lines.join('\n')}\n`)
  if (!values.quick) console.log(table(rows))
  if (differences.length === 0) console.log('\nAll found the same, and what was planted.')
  else console.error(`\nNot all found the same:\n${differences.join('\n')}`)
  return differences.length === 0 ? 0 : 1
}

/** What is kept and how fast, on both databases, beside an App that keeps nothing; times and sizes of the machine fail nothing. */
async function durable(): Promise<void> {
  const before = load()
  const { rows, leftOut } = await measureDurable(values, (text) => console.error(text))
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} cores, whole processes, on the cores of whoever asks.`,
  )
  console.log(`${loadBetween(before)}\n`)
  console.log(table(rows))
  if (leftOut !== null) console.log(`\nLeft out: Postgres. ${leftOut}`)
}

function loadBetween(before: string): string {
  return `Load of the machine: ${before} before, ${load()} after. Above the number of cores, times are long.`
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
