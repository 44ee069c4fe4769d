import { spawnSync } from 'node:child_process'
import { Refused } from '../refused.ts'

/** The folder at the top of the git checkout that `folder` is in. */
export function findRoot(folder: string): string {
  const { status, stdout, stderr, error } = spawnSync('git', ['rev-parse', '--show-toplevel'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new Refused('git is needed and was not found; install it.')
  if (status === 0 && stdout.trim() !== '') return stdout.replace(/\r?\n$/, '')
  // Git speaks of "dubious ownership" and of bare repositories too.
  const why = stderr?.trim().split('\n', 1)[0] ?? ''
  throw new Refused(`${folder} is in no git checkout (${why}). Run it inside one, or \`git init\` first.`)
}
