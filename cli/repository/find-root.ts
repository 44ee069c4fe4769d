import { Refused } from '../refused.ts'
import { startGit } from './git.ts'

/** The folder at the top of the git checkout that `folder` is in. */
export async function findRoot(folder: string): Promise<string> {
  const answer = await startGit(folder, ['rev-parse', '--show-toplevel']).catch((error: unknown) => error)
  if (Buffer.isBuffer(answer) && answer.length > 1) return answer.toString('utf8').replace(/\r?\n$/, '')
  if (answer instanceof Error && !answer.message.startsWith('git rev-parse: ')) throw answer
  // Git speaks of "dubious ownership" and of bare repositories too.
  const words = answer instanceof Error ? answer.message.slice('git rev-parse: '.length) : ''
  const why = words.trim().split('\n', 1)[0] ?? ''
  throw new Refused(`${folder} is in no git checkout (${why}). Run it inside one, or \`git init\` first.`)
}
