import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mount } from '../sandbox/isolation/isolation.ts'
import { giveTo } from '../sandbox/quarters.ts'
import { gitSettings } from './git.ts'
import type { TreeGitOrder } from './tree-git.ts'

/** A shell apart that runs git, call after call. After "late" and "tooMuch" it is gone. */
export type Room = {
  ask: (args: string[], limits: { most: number; signal: AbortSignal }) => Promise<Answer>
  isGone: () => boolean
  end: () => Promise<void>
}
/** `out` of a call that failed is what git said. */
export type Answer =
  | { kind: 'ended'; code: number; out: Buffer }
  | { kind: 'gone'; why: string }
  | { kind: 'late' | 'tooMuch' }

/** One line is one call. The answer ends with two NULs, which stand in no list of names, and the exit code. */
const LOOP = `while IFS= read -r line; do
  code=0
  eval "git $line" </dev/null 2>error || code=$?
  if [ $code -ne 0 ]; then cat error; fi
  printf '\\0\\0%d\\n' $code
done`
const END = /\0\0(\d+)\n$/
const LONGEST_END = 8

export async function openRoom({ isolation, ...order }: TreeGitOrder): Promise<Room> {
  const scratch = await mkdtemp(join(order.folder, 'git-room-'))
  // Whoever makes the room has to go into it before it is somebody else.
  await chmod(scratch, 0o755)
  await giveTo(scratch, isolation.owner)
  const repository: Mount = { from: order.gitDir, to: '/repository', writable: false }
  const index: Mount = { from: order.indexFolder, to: '/index', writable: order.writes }
  const tree: Mount = { from: order.workTree, to: '/tree', writable: order.writes }
  const env = {
    ...isolation.env,
    ...gitSettings(),
    HOME: '/nonexistent',
    GIT_DIR: isolation.at(repository),
    GIT_WORK_TREE: isolation.at(tree),
    GIT_INDEX_FILE: `${isolation.at(index)}/index`,
  }
  const room = {
    ...{ workspace: scratch, mounts: [repository, index, tree], frozen: [], network: false },
    env: order.writes ? env : { ...env, GIT_OPTIONAL_LOCKS: '0' },
  }
  const child = isolation.spawn(['/bin/sh', '-c', LOOP], room, { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000)
  })
  child.stdin!.on('error', () => undefined) // The end of the room is told by 'close'.
  let gone = false
  const ended = once(child, 'close').then(
    () => undefined,
    (error: Error) => {
      said ||= error.message
    },
  )
  void ended.then(() => {
    gone = true
  })
  const kill = () => {
    gone = true
    // The group: without walls, git itself is in it.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  }

  return {
    isGone: () => gone,
    end: async () => {
      kill()
      await ended
    },
    ask: (args, { most, signal }) =>
      new Promise((resolve) => {
        const chunks: Buffer[] = []
        let size = 0
        let tail = ''
        const settle = (answer: Answer) => {
          child.stdout!.off('data', onData)
          signal.removeEventListener('abort', onLate)
          if (answer.kind === 'late' || answer.kind === 'tooMuch') kill()
          resolve(answer)
        }
        const onLate = () => settle({ kind: 'late' })
        const onData = (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > most) return settle({ kind: 'tooMuch' })
          tail = (tail + chunk.subarray(-LONGEST_END).toString('latin1')).slice(-LONGEST_END)
          const [end, code] = END.exec(tail) ?? []
          if (end === undefined) return
          const out = Buffer.concat(chunks).subarray(0, -end.length)
          settle({ kind: 'ended', code: Number(code), out })
        }
        if (signal.aborted) return onLate()
        child.stdout!.on('data', onData)
        signal.addEventListener('abort', onLate)
        void ended.then(() => settle({ kind: 'gone', why: said.trim() }))
        child.stdin!.write(`${args.map(quote).join(' ')}\n`)
      }),
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
