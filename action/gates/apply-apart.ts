import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RULES_HEAP, RULES_WITHIN } from '../../core/run/limits.ts'
import type { Applied, Applying } from './apply-here.ts'

/** `gaveUp`: a sentence; nothing is known of what was asked. */
export type AppliedApart = { kind: 'applied'; result: Applied } | { kind: 'gaveUp'; why: string }

type Answer = { kind: 'begun' } | { kind: 'applied'; result: Applied } | { kind: 'threw'; message: string }

/** One process for as long as it lasts: after a text that took too much there is a new one. */
let child: ChildProcess | null = null
let last: Promise<unknown> = Promise.resolve()

/**
 * Applies the rules in a process of its own: a parser that overflows, or does not come back, must end neither the run
 * nor its limits. One after the other.
 */
export function applyApart(asked: Applying, within: number = RULES_WITHIN): Promise<AppliedApart> {
  const mine = last.then(() => ask(asked, within))
  last = mine.catch(() => undefined) // Who asks next does not mind how it ended.
  return mine
}

function ask(asked: Applying, within: number): Promise<AppliedApart> {
  const one = child?.connected ? child : start()
  child = one
  return new Promise((resolve, reject) => {
    hold(one)
    const end = () => {
      clearTimeout(timer)
      one.off('message', hear)
      one.off('exit', crashed)
      one.off('error', crashed)
      release(one)
    }
    const giveUp = (why: string) => {
      end()
      child = null
      one.kill('SIGKILL')
      resolve({ kind: 'gaveUp', why })
    }
    const late = () => giveUp(`Applying the rules could not be done within ${within / 1000} s.`)
    const crashed = () =>
      giveUp('Applying the rules ended the process it was done in: a parser failed, or memory ran out.')
    const hear = (answer: Answer) => {
      if (answer.kind === 'begun') {
        clearTimeout(timer)
        timer = setTimeout(late, within)
        return
      }
      end()
      if (answer.kind === 'applied') resolve(answer)
      else reject(new Error(`The rules could not be applied: ${answer.message}`))
    }
    // Until it has begun, nothing of the agent's is looked at.
    let timer = setTimeout(late, within + START_WITHIN)
    one.on('message', hear)
    one.once('exit', crashed)
    one.once('error', crashed)
    one.send(asked, (error) => error && crashed())
  })
}

const START_WITHIN = 60_000

function start(): ChildProcess {
  return fork(entry(), [], {
    execArgv: [
      `--max-old-space-size=${RULES_HEAP / 1024 / 1024}`,
      ...['--permission', '--allow-fs-read=*', '--allow-addons'],
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** While nothing is asked it keeps nobody from ending. */
function release(one: ChildProcess): void {
  one.unref()
  one.channel?.unref()
}
function hold(one: ChildProcess): void {
  one.ref()
  one.channel?.ref()
}

/** In the bundle it stands beside the entry. */
function entry(): string {
  const bundled = join(import.meta.dirname, 'rules-process.cjs')
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'rules-process.ts')
}
