import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { KILL_GRACE } from '../../core/run/agent-limits.ts'
import { capture } from './capture.ts'
import { endAll } from './end-all.ts'
import { endLeftovers } from './end-leftovers.ts'
import type { Place } from './host-message.ts'
import type { Performed, Surroundings } from './operation.ts'
import { createRefusals } from './refusals.ts'
import { startCommand } from './start-command.ts'
import { type Ending, tellEnding } from './tell-ending.ts'
import type { HostCall } from './tool-host.ts'
import { watchCommand } from './watch-command.ts'

type ExecCall = Extract<HostCall, { op: 'exec' }>

/** Linux takes no longer single argument: MAX_ARG_STRLEN, execve(2). */
const MAX_COMMAND_BYTES = 128 * 1024 - 1
/** After the shell ended: how long something behind it may still write before it is ended too. */
const PIPE_GRACE = 200

let running = 0
let sweeping: Promise<unknown> = Promise.resolve()

/**
 * Runs a command in the workspace; when it ends, everything it started has ended. Of several side by side each ends its
 * own process group, and the last one everything.
 */
export async function exec(call: ExecCall, { place, signal }: Surroundings): Promise<Performed> {
  if (Buffer.byteLength(call.command) > MAX_COMMAND_BYTES)
    return {
      ok: false,
      text: 'The command is longer than 128 KiB. Write a file with apply_patch and run that.',
    }
  await sweeping
  if (signal.aborted) return { ok: false, text: 'Cancelled before it started.' }
  running++
  const refusals = createRefusals(place)
  let ending: Ending
  let output: ReturnType<typeof capture>
  try {
    const child = startCommand(call.command, place)
    output = capture(child.stdout!, place.spill)
    ending = await waitFor(child, {
      timeout: call.timeout,
      signal,
      watch: (stop) => watchCommand(place, output.total, stop),
      endRest: async ({ evenOthers }) => {
        if (place.apart && (evenOthers || running === 1)) await sweep(place)
      },
    })
  } finally {
    running--
    if (running === 0) await sweep(place)
  }
  const captured = output.end()
  return tellEnding(ending, captured, {
    bounds: place.bounds,
    refused: refusals({ command: call.command, output: captured.output }),
  })
}

/** Nothing new starts before it is over. */
async function sweep({ apart, home }: Place): Promise<void> {
  sweeping = Promise.all([sweeping, apart ? endAll() : endLeftovers(home, [process.pid])])
  await sweeping
}

type Waiting = {
  timeout: number
  signal: AbortSignal
  watch: (stop: (why: string) => void) => () => void
  /** Ends what the command started outside its process group; while others run, only if it must be, and they with it. */
  endRest: (which: { evenOthers: boolean }) => Promise<void>
}

async function waitFor(child: ChildProcess, { timeout, signal, watch, endRest }: Waiting): Promise<Ending> {
  let stopped: string | null = null
  let timedOut = false
  let killer: NodeJS.Timeout | undefined
  const closed = once(child, 'close')
  const stop = (why: string) => {
    stopped ??= why
    killGroup(child, 'SIGTERM')
    killer ??= setTimeout(() => killGroup(child, 'SIGKILL'), KILL_GRACE)
  }
  const timer = setTimeout(() => {
    timedOut = true
    stop(`timed out after ${timeout / 1_000} s and was ended with all it had started`)
  }, timeout)
  const cancel = () => stop('was cancelled')
  signal.addEventListener('abort', cancel, { once: true })
  const endWatch = watch((why) => {
    stopped ??= `${why} and was ended with all it had started`
    // At once: what takes too much takes more while it is asked to end.
    killGroup(child, 'SIGKILL')
    void endRest({ evenOthers: true })
  })
  try {
    const [exitCode, name] = (await once(child, 'exit')) as [number | null, string | null]
    await Promise.race([closed, sleep(PIPE_GRACE, undefined, { ref: false })])
    killGroup(child, 'SIGKILL')
    await endRest({ evenOthers: false })
    await Promise.race([closed, sleep(PIPE_GRACE, undefined, { ref: false })])
    return { exitCode, signal: name, stopped, timedOut }
  } finally {
    endWatch()
    clearTimeout(timer)
    clearTimeout(killer)
    signal.removeEventListener('abort', cancel)
    child.stdout?.destroy()
  }
}

/** The group outlives its leader as long as a member lives, so its id is not reused before. */
function killGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    // ESRCH: nothing is left; EPERM (macOS): only zombies are.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
