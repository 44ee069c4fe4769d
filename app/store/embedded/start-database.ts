import { fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { NoDatabase } from '../no-database.ts'
import type { Answer, Asked, Question } from './messages.ts'

/** The embedded database's own process. */
export type DatabaseProcess = {
  pid: number
  /** @throws what the database refused, or that the process ended. */
  ask: (question: Question) => Promise<object[]>
  /** Calls back for every `heard` of the listener. */
  hear: (listener: number, heard: () => void) => void
  /** Resolves when it has ended, with its last words. */
  ended: Promise<string>
  /** Ends it in order. */
  close: () => Promise<void>
}

const ENTRY = join(import.meta.dirname, 'child.ts')
/**
 * V8's quick compiler alone: its better one takes five times the memory while it works, and gains a fifth of the speed; see
 * docs/decisions/0033-where-it-is-kept.md.
 */
const LEAN = ['--liftoff-only']
/** The longest that nothing comes back while something is asked, milliseconds: then it hangs, and is ended. */
const STUCK_AFTER = 120_000
/** Characters of what it said on stderr. */
const LAST_WORDS = 1_000

/**
 * A process, not this thread: its queries hold up no request, the memory that making a database takes goes with the process that
 * made it, and nothing of the app is in the memory that a crash of it would show.
 */
export function startDatabase(stuckAfter = STUCK_AFTER): DatabaseProcess {
  const child = fork(ENTRY, {
    execArgv: ['--no-warnings', ...LEAN],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const open = new Map<number, PromiseWithResolvers<object[]>>()
  const listeners = new Map<number, () => void>()
  let last = 0
  let said = ''
  let over: string | null = null
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-LAST_WORDS)
  })
  const ended = Promise.withResolvers<string>()
  const end = (how: string) => {
    if (over !== null) return
    over = `The embedded database's process ended (${[how, said.trim()].filter(Boolean).join(': ')}).`
    for (const { reject } of open.values()) reject(new Error(over))
    open.clear()
    clearTimeout(stuck)
    ended.resolve(over)
  }
  let stuck: NodeJS.Timeout | undefined
  const watch = () => {
    clearTimeout(stuck)
    if (open.size === 0) return
    stuck = setTimeout(() => {
      said += `it did not answer for ${stuckAfter / 1_000} s`
      child.kill('SIGKILL')
    }, stuckAfter)
    stuck.unref()
  }
  child.once('exit', (code, signal) => end(String(code ?? signal)))
  child.once('error', ({ message }) => end(message))
  child.on('message', (answer: Answer) => {
    if (answer.kind === 'heard') return listeners.get(answer.listener)?.()
    const asked = open.get(answer.id)
    open.delete(answer.id)
    watch()
    rest()
    if (answer.kind === 'done') asked?.resolve(answer.rows)
    else asked?.reject(refusal(answer))
  })
  /** It keeps nobody alive who does not wait for an answer. */
  const rest = () => {
    if (open.size > 0) return
    child.unref()
    child.channel?.unref()
  }
  ;(child.stderr as Socket | null)?.unref()

  function ask(question: Question): Promise<object[]> {
    if (over !== null) return Promise.reject(new Error(over))
    const id = ++last
    const asked = Promise.withResolvers<object[]>()
    const unsent = (error: Error | null) => {
      if (error === null || !open.delete(id)) return
      rest()
      asked.reject(error)
    }
    open.set(id, asked)
    if (open.size === 1) watch()
    child.ref()
    child.channel?.ref()
    try {
      child.send({ id, question } satisfies Asked, unsent)
    } catch (error) {
      unsent(error as Error) // Something in it cannot be cloned.
    }
    return asked.promise
  }

  return {
    pid: child.pid ?? 0,
    ask,
    hear: (listener, heard) => void listeners.set(listener, heard),
    ended: ended.promise,
    async close() {
      if (over !== null) return
      try {
        await ask({ kind: 'close' })
      } finally {
        child.ref()
        if (child.connected) child.disconnect()
        await ended.promise
      }
    },
  }
}

function refusal({ name, message, fields }: Answer & { kind: 'refused' }): Error {
  return name === 'NoDatabase' ? new NoDatabase(message) : Object.assign(new Error(message), { name }, fields)
}
