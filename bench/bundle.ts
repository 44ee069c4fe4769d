import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAction } from '../scripts/build-action.ts'
import type { Measured } from './table.ts'

/** Size of what the runner downloads, and what Node needs to load it (it then refuses for want of inputs). */
export async function measureBundle(): Promise<Measured[]> {
  const dist = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  try {
    await buildAction(dist)
    const size = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(dist, name)))
      .reduce((total, file) => total + (file.isFile() ? file.size : 0), 0)
    const from = performance.now()
    spawnSync(process.execPath, [join(dist, 'main.cjs')], { env: {}, stdio: 'ignore' })
    const loaded = performance.now() - from
    const group = 'the bundle'
    return [
      { group, name: 'size', unit: 'bytes', value: size, most: 1_500_000 },
      { group, name: 'cold start (load, then refuse without inputs)', unit: 'ms', value: loaded, most: 200 },
    ]
  } finally {
    rmSync(dist, { recursive: true, force: true })
  }
}
