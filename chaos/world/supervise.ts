import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as pass } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../playground/free-port.ts'

/** The real app as a process of its own, begun again whenever it ends. */
export type Supervised = {
  /** Where it listens, by itself. */
  url: string
  /** What it ended with when nobody had killed it, as a sentence each. */
  crashes: string[]
  /**
   * SIGKILL, of the app alone or of all that it began, too; nothing when it is not there. @returns whether there was something to kill.
   */
  kill: (how: 'alone' | 'all') => boolean
  /** SIGKILL of what the app began, its embedded database among them. @returns how many processes. */
  killChildren: () => number
  /** Resolves once it says that it may be given work. @throws when it does not say so in time. */
  ready: () => Promise<void>
  /** Milliseconds from a start to ready, of every one that somebody waited for. */
  starts: number[]
  /** Ends it in order, for good. */
  stop: () => Promise<void>
}

const MAIN = fileURLToPath(new URL('../../app/main.ts', import.meta.url))
const CLOCK = new URL('./clock.ts', import.meta.url).href
/** A busy machine makes a start slow. Milliseconds. */
const READY_WITHIN = 90_000
/** One that cannot even start is not begun in a circle without a breath. */
const AFTER_CRASH = 500
/** What the documentation asks of who stops it. */
const STOPS_WITHIN = 60_000

type Given = {
  env: Record<string, string>
  logFile: string
  /** Milliseconds that the clock of the next start is off. */
  skew: () => number
}

export async function supervise({ env, logFile, skew }: Given): Promise<Supervised> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(logFile, 'a')
  const starts: number[] = []
  const crashes: string[] = []
  let stopping = false
  let killed = false
  let running: ChildProcess | null = null
  let began = 0
  let told = false

  function begin(): void {
    if (stopping) return
    began = performance.now()
    told = false
    killed = false
    const child = spawn(process.execPath, ['--no-warnings', '--import', `${CLOCK}?skew=${skew()}`, MAIN], {
      env: {
        ...env,
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      stdio: ['ignore', log, log],
    })
    running = child
    child.once('exit', (code, signal) => {
      running = null
      if (stopping) return
      if (killed) return begin()
      crashes.push(`the app ended by itself (${code ?? signal})`)
      setTimeout(begin, AFTER_CRASH)
    })
  }
  begin()
  // Whatever ends this process, and however suddenly.
  const endAll = () => {
    stopping = true
    running?.kill('SIGKILL')
  }
  process.once('exit', endAll)

  return {
    url,
    starts,
    crashes,
    kill(how) {
      killed ||= running !== null
      if (how === 'all') killAll(childrenOf(running))
      return running?.kill('SIGKILL') ?? false
    },
    killChildren: () => killAll(childrenOf(running)),
    async ready() {
      const until = Date.now() + READY_WITHIN
      for (let looks = 1; ; looks++) {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
        if (answer?.ok) {
          // Ready at the first look: since when, nobody saw.
          if (!told && looks > 1) starts.push(performance.now() - began)
          told = true
          return
        }
        if (Date.now() > until)
          throw new Error(
            `The app was not ready after ${READY_WITHIN / 1_000} s. Its log ends with:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`,
          )
        await pass(50)
      }
    },
    async stop() {
      if (stopping) return
      stopping = true
      const child = running
      if (child !== null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN)
        await ended
        clearTimeout(late)
      }
      process.off('exit', endAll)
      closeSync(log)
    },
  }
}

function childrenOf(app: ChildProcess | null): number[] {
  if (app === null) return []
  try {
    const listed = readFileSync(`/proc/${app.pid}/task/${app.pid}/children`, 'utf8').trim()
    return listed.split(' ').filter(Boolean).map(Number)
  } catch {
    return [] // It has just ended, or this is no Linux.
  }
}

function killAll(pids: number[]): number {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has just ended by itself.
    }
  return pids.length
}
