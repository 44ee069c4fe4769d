import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from './messages.ts'
import type { TaskName } from './tasks.ts'
import { Unjudged, type WhyUnjudged } from './unjudged.ts'

/** A process that carries out one task at a time. After a task that took too much it is gone. */
export type Child = {
  pid: number
  /** Resolves when one that was started ahead has loaded everything, was asked before that, or has ended. */
  ready: Promise<void>
  /** `within`: milliseconds. */
  perform: (task: TaskName, input: unknown, within: number) => Promise<unknown>
  alive: () => boolean
  kill: () => void
  /** Resolves when the process has ended. */
  ended: Promise<void>
}

/** Bytes. V8 keeps to the first; parsers of native code take their memory beside it. */
export type Memory = { heap: number; all: number }

const ENTRY = join(import.meta.dirname, 'child.ts')
const LOOK_EVERY = 50
/** Nothing of a stranger runs until then; a machine that takes longer is out of order. */
const BEGUN_WITHIN = 60_000
const MB = 1024 * 1024

/**
 * A process, not a thread: `Worker.terminate` waits for native code to return, and a parser that overflows its stack
 * takes all threads with it. `ahead`: nothing is asked of it yet, so it loads what any task could need.
 */
export function startChild(memory: Memory, when: 'ahead' | 'asked'): Child {
  const child = fork(ENTRY, [when], {
    execArgv: [
      `--max-old-space-size=${Math.floor(memory.heap / MB)}`,
      // What JavaScript in it may do; native code is held by nothing but its empty environment.
      ...['--permission', '--allow-fs-read=*', '--allow-addons'],
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const ready = new Promise<void>((resolve) => {
    const hear = (answer: Answer) => answer.kind === 'ready' && stop()
    const stop = () => {
      child.off('message', hear)
      resolve()
    }
    child.on('message', hear)
    void ended.then(stop)
  })
  const alive = () => child.connected && child.exitCode === null && child.signalCode === null && !child.killed
  const kill = () => void child.kill('SIGKILL')
  return {
    perform: (task, input, within) => perform(child, { task, input, within, most: memory.all }),
    ...{ pid: child.pid ?? 0, ready, alive, kill, ended },
  }
}

type Asked = { task: TaskName; input: unknown; within: number; most: number }

function perform(child: ChildProcess, { task, input, within, most }: Asked): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      clearInterval(looks)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.off('error', onExit)
    }
    const giveUp = (why: WhyUnjudged) => {
      end()
      child.kill('SIGKILL')
      reject(new Unjudged(task, why, within))
    }
    const onMessage = (answer: Answer) => {
      if (answer.kind === 'ready') return
      if (answer.kind === 'begun') {
        clearTimeout(timer)
        timer = setTimeout(() => giveUp('time'), within)
        return
      }
      end()
      if (answer.kind === 'done') resolve(answer.output)
      else reject(Object.assign(new Error(answer.message), { stack: answer.stack }))
    }
    const onExit = () => giveUp('crash')
    let timer = setTimeout(() => giveUp('start'), BEGUN_WITHIN)
    const looks = setInterval(() => residentBytes(child) > most && giveUp('memory'), LOOK_EVERY)
    child.on('message', onMessage)
    child.once('exit', onExit)
    child.once('error', onExit)
    child.send({ task, input }, (error) => error && giveUp('crash'))
  })
}

/** Memory that is really taken; 0 where the system does not say so in /proc. */
function residentBytes({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4_096
  } catch {
    return 0 // No Linux, or just ended: the exit tells.
  }
}
