import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { startToolHost } from '../../../action/sandbox/start-tool-host.ts'
import type { HostCall, ToolHost, ToolResult } from '../../../action/sandbox/tool-host.ts'
import { tempFolder } from '../stage/temp-folder.ts'

export type Workspace = {
  path: string
  spill: string
  host: ToolHost
  call: (call: HostCall, signal?: AbortSignal) => Promise<ToolResult>
  sh: (command: string, timeout?: number) => Promise<ToolResult>
  write: (path: string, content: string | Buffer, mode?: number) => Promise<void>
  read: (path: string) => Promise<string>
}

/** A real folder and a real host on it, both gone afterwards. */
export async function withHost(act: (workspace: Workspace) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'reins-test-')))
  const path = join(folder, 'workspace')
  const spill = join(folder, 'spill')
  await mkdir(path)
  entry ??= bundleHost()
  const programs = process.env.PATH ?? '/usr/bin:/bin'
  const host = await startToolHost({ workspace: path, spill, path: programs, entry: await entry })
  try {
    await act({
      ...{ path, spill, host },
      call: (call, signal) => host.call(call, signal === undefined ? {} : { signal }),
      sh: (command, timeout = 14_000) => host.call({ op: 'exec', command, timeout }, {}),
      write: async (file, content, mode) => {
        await mkdir(dirname(join(path, file)), { recursive: true })
        await writeFile(join(path, file), content)
        if (mode !== undefined) await chmod(join(path, file), mode)
      },
      read: (file) => readFile(join(path, file), 'utf8'),
    })
  } finally {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
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
