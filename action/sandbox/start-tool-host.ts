import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { endLeftovers } from './end-leftovers.ts'
import type { HostAnswer, HostRequest, Place } from './host-message.ts'
import { readJsonLines, toJsonLine } from './json-lines.ts'
import type { ToolHost, ToolResult } from './tool-host.ts'

/** How long the host may take to end what runs below it when it is closed. */
const CLOSE_GRACE = 3_000

/**
 * Starts the child process that alone touches the workspace.
 *
 * @param options.workspace Folder the tools see; must exist.
 * @param options.spill Folder for output too long for the model; made when missing.
 * @param options.path PATH of the commands.
 * @param options.certificates Variables that name files of public certificates.
 * @param options.entry The host's script; by default the one beside this module, or beside the bundled entry.
 */
export async function startToolHost(options: {
  workspace: string
  spill: string
  path: string
  certificates?: Record<string, string>
  entry?: string
}): Promise<ToolHost> {
  await mkdir(options.spill, { recursive: true })
  const place: Place = {
    workspace: await realpath(options.workspace),
    spill: await realpath(options.spill),
    home: await realpath(await mkdtemp(join(tmpdir(), 'reins-home-'))),
  }
  await mkdir(join(place.home, 'tmp'))
  const child = spawn(process.execPath, [options.entry ?? hostEntry(), JSON.stringify(place)], {
    cwd: place.workspace,
    env: { ...options.certificates, ...emptyEnvironment(options.path, place.home) },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own process group: a Ctrl-C in the terminal is for us, we close the host in order.
    detached: true,
  })
  return connect(child, place)
}

/** Nothing of our own environment: no token, no `ACTIONS_*`, no proxy with a password in it. */
function emptyEnvironment(path: string, home: string): Record<string, string> {
  return {
    PATH: path,
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    LANG: 'C.UTF-8',
    CI: 'true',
    // Or every test the agent runs in Python leaves files that look like its change.
    PYTHONDONTWRITEBYTECODE: '1',
  }
}

/** In a CommonJS bundle `import.meta` is empty; the bundled host then stands beside the entry that was started. */
function hostEntry(): string {
  const here = import.meta.dirname ?? dirname(process.argv[1] ?? '.')
  const bundled = join(here, 'tool-host.cjs')
  return existsSync(bundled) ? bundled : join(here, 'host.ts')
}

type Pending = { resolve: (result: ToolResult) => void; reject: (error: Error) => void }

function connect(child: ChildProcess, place: Place): ToolHost {
  const pending = new Map<number, Pending>()
  let lastId = 0
  let stderr = ''
  let ended: Error | null = null
  const end = (why: string) => {
    ended ??= new Error(`The tool host ended: ${why}${stderr === '' ? '' : `\n${stderr.trim()}`}`)
    for (const { reject } of pending.values()) reject(ended)
    pending.clear()
  }
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      end(error.message)
      resolve()
    })
    child.once('close', (code, signal) => {
      end(signal === null ? `exit code ${code}` : `ended by ${signal}`)
      resolve()
    })
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000)
  })
  // Writing to a host that died is reported by 'close', with its reason.
  child.stdin!.on('error', (error) => {
    stderr ||= error.message
  })
  readJsonLines(
    child.stdout!,
    (value) => {
      const { id, result } = value as HostAnswer
      pending.get(id)?.resolve(result)
      pending.delete(id)
    },
    (line) => {
      stderr += `unexpected output: ${line.slice(0, 200)}\n`
    },
  )
  const send = (request: HostRequest) => child.stdin!.write(toJsonLine(request))

  return {
    isolation:
      'separate process, empty environment; no namespace sandbox: network and other processes are reachable',
    call: (call, { signal }) => {
      if (ended !== null) return Promise.reject(ended)
      if (signal?.aborted) return Promise.resolve({ ok: false, text: 'Cancelled before it started.', ms: 0 })
      const id = ++lastId
      const result = new Promise<ToolResult>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        send({ id, call })
      })
      const cancel = () => send({ cancel: id })
      signal?.addEventListener('abort', cancel, { once: true })
      return result.finally(() => signal?.removeEventListener('abort', cancel))
    },
    close: async () => {
      end('it was closed')
      child.stdin!.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE)
      await exited
      clearTimeout(timer)
      await endLeftovers(place.home, [])
      await rm(place.home, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
