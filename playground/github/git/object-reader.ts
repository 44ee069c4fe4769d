import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { gitEnvironment } from './environment.ts'

export type ObjectHead = { sha: string; type: string; size: number }
export type GitObject = ObjectHead & { content: Buffer }

/** Reads objects of one repository through one process that stays, instead of one process each. */
export type ObjectReader = {
  /** What a name stands for; null when it names nothing. */
  head: (name: string) => Promise<ObjectHead | null>
  read: (name: string) => Promise<GitObject | null>
  close: () => Promise<void>
}

type Waiting = {
  whole: boolean
  resolve: (found: GitObject | null) => void
  reject: (error: Error) => void
}

export function openObjectReader(gitDir: string): ObjectReader {
  let running: { child: ChildProcessWithoutNullStreams; waiting: Waiting[]; ended: Promise<void> } | null =
    null

  const start = () => {
    const child = spawn('git', ['cat-file', '--batch-command'], {
      cwd: gitDir,
      env: { ...gitEnvironment(), GIT_DIR: gitDir },
    })
    const waiting: Waiting[] = []
    const parse = answerParser(waiting)
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    const started = { child, waiting, ended }
    const fail = (error: Error) => {
      if (running === started) running = null
      for (const one of waiting.splice(0)) one.reject(error)
    }
    child.stdout.on('data', parse)
    child.stderr.resume()
    child.stdin.on('error', fail)
    child.once('error', fail)
    child.once('close', () => fail(new Error(`git cat-file of ${gitDir} ended.`)))
    return started
  }

  const ask = (name: string, whole: boolean) =>
    new Promise<GitObject | null>((resolve, reject) => {
      // One line is one question.
      if (/[\n\0]/.test(name)) return resolve(null)
      running ??= start()
      running.waiting.push({ whole, resolve, reject })
      running.child.stdin.write(`${whole ? 'contents' : 'info'} ${name}\n`)
    })

  return {
    head: (name) => ask(name, false),
    read: (name) => ask(name, true),
    close: async () => {
      running?.child.stdin.end()
      await running?.ended
    },
  }
}

/** Answers come in the order of the questions: a line, and for contents as many bytes as it says and a line break. */
function answerParser(waiting: Waiting[]): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let length = 0
  let needed = 1
  return (chunk) => {
    chunks.push(chunk)
    length += chunk.length
    // Large objects come in many pieces: they are put together once, not once a piece.
    while (length >= needed && waiting[0]) {
      const seen = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      const end = seen.indexOf('\n')
      const head = end === -1 ? null : parseHead(seen.subarray(0, end).toString())
      const size = head && waiting[0].whole ? head.size + 1 : 0
      chunks = [seen]
      needed = end === -1 ? length + 1 : end + 1 + size
      if (length < needed) return
      const content = seen.subarray(end + 1, end + 1 + Math.max(0, size - 1))
      waiting.shift()?.resolve(head && { ...head, content })
      chunks = [seen.subarray(needed)]
      length -= needed
      needed = 1
    }
  }
}

function parseHead(line: string): ObjectHead | null {
  const [, sha = '', type = '', size = ''] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? []
  return sha === '' ? null : { sha, type, size: Number(size) }
}
