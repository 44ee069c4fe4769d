import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Isolation } from '../action/sandbox/isolation/isolation.ts'
import { machineOf } from '../action/sandbox/isolation/machine-of.ts'
import { openIsolation } from '../action/sandbox/isolation/open-isolation.ts'
import { prove } from '../action/sandbox/isolation/proof/prove.ts'
import { startToolHost } from '../action/sandbox/start-tool-host.ts'
import type { Machine } from '../playground/stage.ts'
import { bundle } from '../scripts/bundle.ts'
import { type Measured, median } from './table.ts'

const COMMANDS = 60

/** One short command through the tool host and the same one without it, taken in turns. */
export async function measureCommand({ path = '' }: Machine): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  const workspace = join(folder, 'workspace')
  mkdirSync(workspace)
  const { isolation, opening } = await open(path)
  const entry = await bundledHost(folder)
  const begun = performance.now()
  const host = await startToolHost({ workspace, folder, isolation, entry })
  await host.call({ op: 'read', path: 'x' }, {})
  const starting = performance.now() - begun
  const proving = await timeOf(() => prove(host, { isolation, folder, frozen: [], network: false }))
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
      row('the tool host’s start, until its first answer', [starting], 150),
      row('the proof that its walls hold', [proving], 30),
      row('finding the way to make them, once in a run', [opening]),
      row(
        `what the sandbox costs (${isolation.kind})`,
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

async function open(path: string): Promise<{ isolation: Isolation; opening: number }> {
  const from = performance.now()
  const opened = await openIsolation(machineOf({}, { path, temp: tmpdir() }), 'required')
  if (opened.kind === 'refused') throw new Error(opened.why)
  return { isolation: opened.isolation, opening: performance.now() - from }
}

/** As it ships. */
async function bundledHost(folder: string): Promise<string> {
  await bundle(folder, { 'tool-host': 'action/sandbox/host.ts' })
  return join(folder, 'tool-host.cjs')
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
