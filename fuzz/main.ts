import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Fuzzed } from './target.ts'
import { TARGETS } from './targets.ts'

const USAGE = `npm run fuzz -- [--runs 100000] [--seed 1] [--only "command parser"]

Tries everything that reads what strangers write on many hostile inputs: it must not crash, not hang (50 ms for 64 kB)
and keep its promises. The seed is printed; with it the same inputs come again.`

/** A worker that is not done by then hangs. */
const LONGEST = 25 * 60_000

process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const numRuns = Number(values.runs)
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
  const names = TARGETS.map(({ name }) => name).filter(
    (name) => values.only === undefined || name === values.only,
  )
  const broken = !Number.isInteger(numRuns) || numRuns < 1 || !Number.isInteger(seed) || names.length === 0
  if (values.help || broken) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  console.log(`fuzz: seed ${seed}, ${numRuns} inputs each (again with --seed ${seed})`)
  const waiting = [...names]
  let broke = 0
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const line = await fuzzApart(name, { numRuns, seed }).then(tell, (error: Error) => {
        broke++
        return `${name}: BROKEN\n${why(error)}`
      })
      console.log(line)
    }
  }
  await Promise.all(Array.from({ length: Math.min(names.length, availableParallelism()) }, lane))
  console.log(`fuzz: ${names.length} targets, ${numRuns * names.length} inputs, ${broke} broken`)
  return broke === 0 ? 0 : 1
}

function fuzzApart(name: string, options: { numRuns: number; seed: number }): Promise<Fuzzed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData: { name, ...options } })
    const timer = setTimeout(() => {
      reject(new Error(`It hangs: not done after ${LONGEST / 60_000} minutes.`))
      void worker.terminate()
    }, LONGEST)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('It ended without a word.'))
    })
  })
}

/** fast-check says what broke it, and keeps why as the cause; across threads both arrive as plain errors. */
function why({ message, cause }: Error): string {
  return `${cause instanceof Error ? `${cause.message}\n` : ''}${message.slice(0, 4_000)}`
}

function tell({ name, inputs, large, slowest, seconds }: Fuzzed): string {
  const most = `slowest ${slowest.ms.toFixed(1)} ms for ${(slowest.bytes / 1024).toFixed(1)} kB`
  return `${name}: ${inputs} inputs, ${large} of them large, ${most}, ${seconds.toFixed(0)} s`
}
