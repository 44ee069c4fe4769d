import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { machineOf } from '../playground/stage.ts'
import type { Row } from './row.ts'
import { loadRows, ROW_IDS } from './rows.ts'
import { buildRelease } from './stage/release.ts'
import { type Tried, tryRow } from './stage/run-attempts.ts'
import { lastLine, type Paint, renderRow } from './table.ts'

const USAGE = `npm run attack -- [--only T18,T20] [--list] [--json] [--verbose]

Tries every attack of docs/security.md, through the real app, runner and sandbox.
  --only      only these rows
  --list      what would be tried
  --json      one JSON object a line for each row
  --verbose   whole evidence, and what shows that it was tried`

process.exitCode = await main()

/** @returns the exit code: 0 only when every row was tried and nothing got through. */
async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`)
    return 2
  }
  if (options.help) {
    console.log(USAGE)
    return 0
  }
  const all = await loadRows()
  const wanted = options.only ?? ROW_IDS
  const rows = all.filter(({ id }) => wanted.includes(id))
  const missing = wanted.filter((id) => !all.some((row) => row.id === id))
  if (options.list) {
    for (const { id, name, attempts } of rows)
      console.log([`${id}  ${name}`, ...attempts.map((one) => `     ${one.name}`)].join('\n'))
    return 0
  }
  const tried = await tryAll(rows, (one) => {
    if (options.json) console.log(JSON.stringify({ ...one, row: { id: one.row.id, threat: one.row.threat } }))
    else console.log(`${renderRow(one, { paint, verbose: options.verbose })}\n`)
  })
  if (missing.length > 0) console.log(`Not tried, because there is no such row: ${missing.join(', ')}.`)
  if (options.only !== null) console.log(`Only ${tried.length} of ${ROW_IDS.length} rows were asked for.`)
  console.log(lastLine(tried))
  const every = tried.flatMap(({ attempts }) => attempts)
  const held = every.length > 0 && every.every(({ verdict }) => verdict.kind === 'stopped')
  return held && missing.length === 0 && tried.every(({ attempts }) => attempts.length > 0) ? 0 : 1
}

/** As many rows side by side as there are cores, after those that go alone; they are told in the order of the list. */
async function tryAll(rows: Row[], tell: (tried: Tried) => void): Promise<Tried[]> {
  const folder = await mkdtemp(join(tmpdir(), 'reins-attack-'))
  try {
    const machine = machineOf(process.env)
    const release = await buildRelease(folder, machine.path)
    const tried: Tried[] = []
    let told = 0
    const work = async (left: [number, Row][]) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        tried[next[0]] = await tryRow(next[1], { machine, release })
        for (let one = tried[told]; one !== undefined; one = tried[++told]) tell(one)
      }
    }
    const all = [...rows.entries()]
    await work(all.filter(([, { alone }]) => alone))
    const others = all.filter(([, { alone }]) => !alone)
    await Promise.all(Array.from({ length: availableParallelism() }, () => work(others)))
    return tried
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function paint(color: Parameters<Paint>[0], text: string): string {
  return process.stdout.isTTY ? styleText(color, text) : text
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const only = values.only?.split(',').map((id) => id.trim().toUpperCase()) ?? null
    const unknown = only?.find((id) => !ROW_IDS.includes(id))
    return unknown === undefined ? { ...values, only } : `There is no row ${unknown}.`
  } catch (error) {
    return (error as Error).message
  }
}
