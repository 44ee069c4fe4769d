import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAction } from '../scripts/build-action.ts'
import { type Measured, median } from './table.ts'

const STARTS = 5

/** Size of what the runner downloads, and how long Node needs to load it beside Node alone, taken in turns. */
export async function measureBundle(): Promise<Measured[]> {
  const dist = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  try {
    const files = await buildAction(dist)
    const bare: number[] = []
    const cold: number[] = []
    for (let start = 0; start < STARTS; start++) {
      bare.push(timeOf(['-e', '0']))
      // Without inputs it says so and ends: what it takes is loading.
      cold.push(timeOf([join(dist, 'main.cjs')]))
    }
    const middle = (times: number[]) => median(times.sort((a, b) => a - b))
    const size = Object.values(files).reduce((sum, bytes) => sum + bytes, 0)
    const group = "the action's bundle"
    return [
      { group, name: 'size, licences included', unit: 'bytes', value: size, most: 1_500_000 },
      { group, name: 'cold start', unit: 'ms', value: middle(cold), most: 200 },
      { group, name: 'for comparison: `node -e 0`', unit: 'ms', value: middle(bare) },
    ]
  } finally {
    rmSync(dist, { recursive: true, force: true })
  }
}

function timeOf(args: string[]): number {
  const from = performance.now()
  spawnSync(process.execPath, args, { env: {}, stdio: 'ignore' })
  return performance.now() - from
}
