import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { gitEnvironment } from './environment.ts'
import type { Git } from './git.ts'

/** Writes a commit's files into a folder, without git data: `git archive` into tar. */
export async function extractTree(git: Git, commit: string, into: string): Promise<void> {
  const { stdout } = await git.run(['archive', '--format=tar', commit])
  const tar = spawn('tar', ['-x', '-f', '-', '-C', into], {
    env: gitEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  tar.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  tar.stdin.end(stdout)
  const [code] = await once(tar, 'close')
  if (code !== 0) throw new Error(`tar ended with ${code}: ${Buffer.concat(said).toString().trim()}`)
}
