import type { Machine } from '../../playground/stage.ts'
import type { Row, Verdict } from '../row.ts'
import type { Release } from './release.ts'
import { openStage } from './stage.ts'

export type Tried = {
  row: Row
  attempts: { name: string; verdict: Verdict; ms: number }[]
  /** Those that hold; one that does not stands among the attempts, as got through. */
  controls: { name: string; seen: string }[]
  ms: number
}

/** An attempt that takes longer counts as got through. Milliseconds. */
const PATIENCE = 300_000

/** The attempts of one row, one after the other, on a stage of their own. */
export async function tryRow(row: Row, given: { machine: Machine; release: Release }): Promise<Tried> {
  const from = performance.now()
  const stage = await openStage(given)
  const attempts: Tried['attempts'] = []
  const controls: Tried['controls'] = []
  try {
    for (const { name, run } of row.attempts) {
      const began = performance.now()
      const verdict = await inTime(() => run(stage))
      attempts.push({ name, verdict, ms: performance.now() - began })
    }
    for (const { name, run } of row.controls ?? []) {
      const began = performance.now()
      const seen = await inTime(() => run(stage))
      if (typeof seen === 'string') controls.push({ name, seen })
      else attempts.push({ name: `control: ${name}`, verdict: seen, ms: performance.now() - began })
    }
  } finally {
    await stage.close()
  }
  return { row, attempts, controls, ms: performance.now() - from }
}

/** Fails closed: what breaks or hangs has not been shown to be stopped. */
async function inTime<T>(run: () => Promise<T>): Promise<T | Verdict> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Verdict>((resolve) => {
    const evidence = `no verdict within ${PATIENCE / 1000} s`
    timer = setTimeout(() => resolve({ kind: 'got through', evidence }), PATIENCE)
  })
  try {
    return await Promise.race([run(), late])
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'got through', evidence: `could not be shown to be stopped: ${why}` }
  } finally {
    clearTimeout(timer)
  }
}
