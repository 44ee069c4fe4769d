import { chmod, lchown, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { Isolation } from '../../../action/sandbox/isolation/isolation.ts'
import { OUTPUT } from '../../../action/sandbox/isolation/places.ts'
import { startToolHost } from '../../../action/sandbox/start-tool-host.ts'
import type { HostCall, ToolHost, ToolResult } from '../../../action/sandbox/tool-host.ts'
import { tempFolder } from '../stage/temp-folder.ts'
import { isolationHere } from './isolation-here.ts'

export type Workspace = {
  path: string
  /** As commands see it. */
  inside: string
  isolation: Isolation
  /** Where long output is kept: as commands see it, and as it really is. */
  output: string
  spill: string
  host: ToolHost
  /** Another host on the same folders. */
  again: () => Promise<ToolHost>
  call: (call: HostCall, signal?: AbortSignal) => Promise<ToolResult>
  sh: (command: string, timeout?: number) => Promise<ToolResult>
  write: (path: string, content: string | Buffer, mode?: number) => Promise<void>
  read: (path: string) => Promise<string>
}

/** A real folder and a real host on it, both gone afterwards. */
export async function withHost(
  act: (workspace: Workspace) => Promise<void>,
  more: Pick<Parameters<typeof startToolHost>[0], 'bounds' | 'network' | 'frozen'> & {
    files?: Record<string, string>
    /** By default that of this machine. */
    isolation?: Isolation
  } = {},
): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'reins-test-')))
  const path = join(folder, 'workspace')
  await mkdir(path)
  entry ??= bundleHost()
  const { files = {}, isolation = await isolationHere(), ...rest } = more
  await own(path, isolation.owner)
  const write = async (file: string, content: string | Buffer, mode?: number) => {
    const place = join(path, file)
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, content)
    if (mode !== undefined) await chmod(place, mode)
    for (let at = place; at !== folder; at = dirname(at)) await own(at, isolation.owner)
  }
  for (const [file, content] of Object.entries(files)) await write(file, content)
  const order = { workspace: path, folder: join(folder, 'tools'), isolation, entry: await entry, ...rest }
  const again = () => startToolHost(order)
  const host = await again()
  const tools = join(folder, 'tools')
  const spill = join(tools, (await readdir(tools)).find((name) => name.startsWith('output-'))!)
  try {
    await act({
      ...{ spill, output: isolation.at({ from: spill, to: OUTPUT }) },
      ...{ path, inside: host.workspace, isolation, host, again, write },
      call: (call, signal) => host.call(call, signal === undefined ? {} : { signal }),
      sh: (command, timeout = 14_000) => host.call({ op: 'exec', command, timeout }, {}),
      read: (file) => readFile(join(path, file), 'utf8'),
    })
  } finally {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Files a test writes are as if git had written them: theirs who run in the room. */
async function own(path: string, owner: Isolation['owner']): Promise<void> {
  if (owner !== null) await lchown(path, owner.uid, owner.gid)
}

/** The host as it ships, built once for a file of tests: it starts in half the time that its sources take. */
let entry: Promise<string> | undefined
async function bundleHost(): Promise<string> {
  const outfile = join(tempFolder(), 'tool-host.cjs')
  const entryPoints = [join(import.meta.dirname, '../../../action/sandbox/host.ts')]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' })
  return outfile
}

/** A shell command that waits until a file is there. */
export const awaitFile = (file: string) => `until [ -e ${file} ]; do sleep 0.02; done`

/** Sleeps longer than any test lasts, and as long as no other process on this machine, so that `running` finds it. */
export const NAP = `sleep ${1_000_000_000 + process.pid}`

/** Command lines of all processes on the machine that contain this. */
export async function running(command: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => line.includes(command))
}
