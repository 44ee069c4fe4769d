import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startToolHost } from '../action/sandbox/start-tool-host.ts'
import type { Machine } from '../playground/stage.ts'
import { type Measured, median } from './table.ts'

const COMMANDS = 60

/** One short command through the tool host and the same one without it, taken in turns. */
export async function measureCommand({ path = '' }: Machine): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  const host = await startToolHost({ workspace: folder, spill: join(folder, 'spill'), path })
  const bare = fork(new URL('./bare-command.ts', import.meta.url))
  try {
    const command = 'echo done'
    const pairs: { held: number; alone: number }[] = []
    for (let pair = 0; pair < COMMANDS; pair++)
      pairs.push({
        held: await timeOf(() => host.call({ op: 'exec', command, timeout: 10_000 }, {})),
        alone: await timeAlone(bare, command),
      })
    const row = (name: string, values: number[], most?: number): Measured => ({
      ...{ group: 'a command of the agent', name, unit: 'ms', value: median(values.sort((a, b) => a - b)) },
      ...(most === undefined ? {} : { most }),
    })
    return [
      row(
        'what the tool host costs',
        pairs.map(({ held, alone }) => held - alone),
        10,
      ),
      row(
        'for comparison: bare `sh -c`',
        pairs.map(({ alone }) => alone),
      ),
    ]
  } finally {
    bare.disconnect()
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function timeAlone(bare: ChildProcess, command: string): Promise<number> {
  bare.send(command)
  const [ms] = await once(bare, 'message')
  return ms
}
