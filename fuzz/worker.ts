import { parentPort, workerData } from 'node:worker_threads'
import { fuzz } from './target.ts'
import { TARGETS } from './targets.ts'

/** Tries one target, apart from the others: what hangs there can be ended from outside. */
const { name, numRuns, seed } = workerData as { name: string; numRuns: number; seed: number }
const found = TARGETS.find((one) => one.name === name)
if (found === undefined) throw new Error(`There is no target ${name}.`)
parentPort?.postMessage(fuzz(found, { numRuns, seed }))
