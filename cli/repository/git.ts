import { spawn, spawnSync } from 'node:child_process'
import { Refused } from '../refused.ts'

/** Runs git in a folder and gives what it wrote, as bytes. @throws Refused with git's own words. */
export function git(folder: string, args: string[], input = ''): Buffer {
  const { error, status, stdout, stderr } = spawnSync('git', [...SETTINGS, ...args], {
    cwd: folder,
    input,
    maxBuffer: MOST_OUTPUT,
  })
  if (error) throw notRun(args, error)
  if (status !== 0) throw failed(args, stderr)
  return stdout
}

/**
 * The same beside other work: each process of git takes some milliseconds however little it does. What it throws
 * waits until somebody asks.
 */
export function startGit(folder: string, args: string[], input = ''): Promise<Buffer> {
  const answer = new Promise<Buffer>((resolve, reject) => {
    const child = spawn('git', [...SETTINGS, ...args], { cwd: folder })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes))
    child.on('error', (error) => reject(notRun(args, error)))
    child.on('close', (status) =>
      status === 0 ? resolve(Buffer.concat(out)) : reject(failed(args, Buffer.concat(err))),
    )
    // A git that ends early says why on its other stream.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
  answer.catch(() => undefined)
  return answer
}

/** The parts of an answer that ends each with NUL. */
export function toList(answer: Buffer): string[] {
  return answer
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '')
}

function notRun([name]: string[], error: NodeJS.ErrnoException): Refused {
  return new Refused(
    error.code === 'ENOENT'
      ? 'git is needed and was not found; install it.'
      : `git ${name} could not be run: ${error.message}`,
  )
}

function failed([name]: string[], stderr: Buffer): Refused {
  return new Refused(`git ${name}: ${stderr.toString('utf8').trim().slice(0, 1_000)}`)
}

/** Nothing that a repository's configuration names is started; a filter of the user's own may be, as in any `git diff`. */
const SETTINGS = [
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotepath=off',
  '-c',
  'diff.external=',
]
/** A base commit's texts come in one answer. */
const MOST_OUTPUT = 1024 * 1024 * 1024
