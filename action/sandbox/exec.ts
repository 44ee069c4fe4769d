import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { KILL_GRACE, MAX_TOOL_OUTPUT } from '../../core/run/agent-limits.ts'
import { type Captured, capture } from './capture.ts'
import { cutOutput } from './cut-output.ts'
import { endLeftovers } from './end-leftovers.ts'
import type { Performed, Surroundings } from './operation.ts'
import type { HostCall } from './tool-host.ts'
import { CANNOT_CLOSE, canCloseNetwork, WITHOUT_NETWORK } from './without-network.ts'

type ExecCall = Extract<HostCall, { op: 'exec' }>

/** Linux takes no longer single argument: MAX_ARG_STRLEN, execve(2). */
const MAX_COMMAND_BYTES = 128 * 1024 - 1
/** After the shell ended: how long something behind it may still write before it is ended too. */
const PIPE_GRACE = 200
/** Both streams become one pipe, so that what is shown stands in the order it was written; no fork, the shells exec. */
const SHELL = 'if command -v bash >/dev/null; then exec bash -c "$0" 2>&1; fi; exec sh -c "$0" 2>&1'

let running = 0
let sweeping: Promise<unknown> = Promise.resolve()

/** Runs a command in the workspace; when it ends, everything it started has ended. */
export async function exec(call: ExecCall, { place, signal }: Surroundings): Promise<Performed> {
  if (Buffer.byteLength(call.command) > MAX_COMMAND_BYTES)
    return {
      ok: false,
      text: 'The command is longer than 128 KiB. Write a file with apply_patch and run that.',
    }
  if (call.network === false && !canCloseNetwork()) return { ok: false, text: CANNOT_CLOSE }
  await sweeping
  if (signal.aborted) return { ok: false, text: 'Cancelled before it started.' }
  running++
  try {
    const [program, ...args] = [...(call.network === false ? WITHOUT_NETWORK : []), '/bin/sh', '-c', SHELL]
    const child = spawn(program!, [...args, call.command], {
      cwd: place.workspace,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    const output = capture(child.stdout!, place.spill)
    const ending = await waitFor(child, { timeout: call.timeout, signal })
    return tell(ending, output.end())
  } finally {
    running--
    if (running === 0) {
      sweeping = endLeftovers(place.home, [process.pid])
      await sweeping
    }
  }
}

type Ending = { exitCode: number | null; signal: string | null; stopped: string | null; timedOut: boolean }

async function waitFor(
  child: ChildProcess,
  { timeout, signal }: { timeout: number; signal: AbortSignal },
): Promise<Ending> {
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
  try {
    const [exitCode, name] = (await once(child, 'exit')) as [number | null, string | null]
    await Promise.race([closed, sleep(PIPE_GRACE, undefined, { ref: false })])
    killGroup(child, 'SIGKILL')
    await Promise.race([closed, sleep(PIPE_GRACE, undefined, { ref: false })])
    return { exitCode, signal: name, stopped, timedOut }
  } finally {
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

function tell(ending: Ending, { output, spilled }: Captured): Performed {
  const { exitCode, signal, stopped, timedOut } = ending
  const status = stopped
    ? `The command ${stopped}.`
    : exitCode !== null
      ? `exit code ${exitCode}`
      : `The command was ended by ${signal}.`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach the model as they are.
  const clean = stripVTControlCharacters(output).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\uFFFD')
  const where = spilled === null ? '' : `see ${spilled}`
  const shown = clean.trim() === '' ? '(no output)' : cutOutput(clean, MAX_TOOL_OUTPUT - 500, where).trimEnd()
  return { ok: exitCode === 0 && stopped === null, text: `${status}\n${shown}`, exitCode, timedOut, output }
}
