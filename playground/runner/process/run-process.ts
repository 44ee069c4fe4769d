import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { splitLines } from './split-lines.ts'
import type { Timing } from './timing.ts'

export type ProcessOrder = {
  command: string
  arguments: string[]
  cwd: string
  env: Record<string, string>
  onLine: (line: string) => void
  /** Ends the process and all its children: SIGINT, then SIGTERM, then SIGKILL. */
  stop: AbortSignal
  timing: Timing
}

/** @returns the exit code, 128 + n after a signal; or why it could not start. */
export function runProcess(order: ProcessOrder): Promise<{ exitCode: number } | { problem: string }> {
  const { promise, resolve } = Promise.withResolvers<{ exitCode: number } | { problem: string }>()
  // A group of its own, so that signals reach everything it starts.
  const child = spawn(order.command, order.arguments, {
    cwd: order.cwd,
    env: order.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const timers: NodeJS.Timeout[] = []
  const streams = [child.stdout, child.stderr].map((stream) => {
    const lines = splitLines(order.onLine)
    stream.on('data', lines.push)
    return { stream, lines }
  })
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined) signalGroup(child.pid, name)
  }
  const stop = () => {
    signal('SIGINT')
    const { interrupt, terminate } = order.timing
    timers.push(setTimeout(() => signal('SIGTERM'), interrupt))
    timers.push(setTimeout(() => signal('SIGKILL'), interrupt + terminate))
  }
  order.stop.addEventListener('abort', stop)
  if (order.stop.aborted) stop()

  child.once('error', (error) =>
    finish({ problem: `${order.command} could not be started: ${error.message}` }),
  )
  child.once('exit', (code, name) => {
    const exitCode = code ?? 128 + (name === null ? 0 : constants.signals[name])
    // Children in the background may hold the pipes open; they do not hold the step.
    timers.push(setTimeout(() => finish({ exitCode }), order.timing.drain))
    child.once('close', () => finish({ exitCode }))
  })
  return promise

  function finish(result: { exitCode: number } | { problem: string }): void {
    order.stop.removeEventListener('abort', stop)
    for (const timer of timers) clearTimeout(timer)
    // Who was told to stop and left children behind takes them along.
    if (order.stop.aborted) signal('SIGKILL')
    for (const { stream, lines } of streams) {
      stream.removeAllListeners('data')
      stream.destroy()
      lines.end()
    }
    resolve(result)
  }
}

/** Nothing happens when the group is gone already. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
