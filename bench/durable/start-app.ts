import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pass } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../playground/free-port.ts'

export type Started = {
  url: string
  /** From the start of the process until it may be given work. Milliseconds. */
  ms: number
  /** What it holds now, and the most it ever held; of its judging process too. Bytes; NaN where the machine does not tell. */
  memory: () => { now: number; most: number }
  stop: () => Promise<void>
}

const MAIN = fileURLToPath(new URL('../../app/main.ts', import.meta.url))
const BARE = fileURLToPath(new URL('./bare-probot.ts', import.meta.url))
export const SECRET = 'a-secret-of-the-webhook'
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const READY_WITHIN = 120_000

/** `probot`: a bare one with an empty handler. A folder: the embedded database. Otherwise the address of a Postgres. */
export type Kept = 'probot' | { folder: string } | { url: string }

/** The app as an operator starts it, or a bare Probot, in a process of its own. */
export async function startApp(kept: Kept, more: Record<string, string> = {}): Promise<Started> {
  const port = more.PORT ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const from = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      kept === 'probot' ? BARE : MAIN,
      ...(kept === 'probot' ? [String(port), SECRET, PRIVATE_KEY] : []),
    ],
    {
      env: {
        ...{
          APP_ID: '7',
          PRIVATE_KEY,
          WEBHOOK_SECRET: SECRET,
          REINS_URL: url,
          OPENAI_API_KEY: 'sk-bench-0123456789',
        },
        ...{ HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'fatal' },
        // Nobody is there: nothing that is measured asks GitHub.
        ...{ GITHUB_API_URL: 'http://127.0.0.1:9/api/v3', GITHUB_SERVER_URL: 'http://127.0.0.1:9' },
        ...(kept === 'probot'
          ? {}
          : 'folder' in kept
            ? { REINS_DATA: kept.folder }
            : { DATABASE_URL: kept.url }),
        ...more,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  await ready(child, `${url}${kept === 'probot' ? '/' : '/readyz'}`)
  const ms = performance.now() - from
  return {
    url,
    ms,
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(late)
    },
  }
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN
  for (;;) {
    const answer = await fetch(url).catch(() => null)
    await answer?.arrayBuffer()
    if (answer !== null && answer.status < 500) return
    if (child.exitCode !== null || Date.now() > until)
      throw new Error('The process that is measured does not start.')
    await pass(20)
  }
}

function memoryOf(pid: number): { now: number; most: number } {
  const sum = { now: 0, most: 0 }
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    for (const one of [pid, ...children.map(Number)]) {
      const status = readFileSync(`/proc/${one}/status`, 'utf8')
      const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024
      sum.now += read('VmRSS')
      sum.most += read('VmHWM')
    }
    return sum
  } catch {
    return { now: Number.NaN, most: Number.NaN } // No Linux.
  }
}
