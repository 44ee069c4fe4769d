import { spawnSync } from 'node:child_process'
import { Refused } from '../refused.ts'

/** Runs git in a folder and gives what it wrote, as bytes. @throws Refused with git's own words. */
export function git(folder: string, args: string[], input?: string): Buffer {
  const { error, status, stdout, stderr } = spawnSync('git', [...SETTINGS, ...args], {
    cwd: folder,
    ...(input !== undefined && { input }),
    maxBuffer: MOST_OUTPUT,
  })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new Refused('git is needed and was not found; install it.')
  if (error) throw new Refused(`git ${args[0]} could not be run: ${error.message}`)
  if (status !== 0) throw new Refused(`git ${args[0]}: ${stderr.toString('utf8').trim().slice(0, 1_000)}`)
  return stdout
}

/** The parts of an answer that ends each with NUL. */
export function gitList(folder: string, args: string[]): string[] {
  return git(folder, args)
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '')
}

/** Nothing that a repository's configuration names is started. */
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
