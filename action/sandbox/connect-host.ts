import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import type { HostAnswer, HostRequest } from './host-message.ts'
import { readJsonLines, toJsonLine } from './json-lines.ts'
import type { ToolHost, ToolResult } from './tool-host.ts'

/** How long the host may take to end what runs below it when it is closed. */
const CLOSE_GRACE = 3_000

type Pending = { resolve: (result: ToolResult) => void; reject: (error: Error) => void }

/**
 * Speaks with a host that was started: its stdin, stdout and stderr are pipes.
 *
 * @param says What it is to say of itself, and what is done after it ended.
 */
export function connectHost(
  child: ChildProcess,
  says: Pick<ToolHost, 'isolation' | 'workspace'> & { afterwards: () => Promise<unknown> },
): ToolHost {
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
      end(told(code, signal))
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
    isolation: says.isolation,
    workspace: says.workspace,
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
      await says.afterwards()
    },
  }
}

/** What holds a room tells a signal as shells do: 128 and its number. */
function told(code: number | null, signal: string | null): string {
  const [name] = Object.entries(constants.signals).find(([, number]) => code === 128 + number) ?? []
  return signal === null && name === undefined ? `exit code ${code}` : `ended by ${signal ?? name}`
}
