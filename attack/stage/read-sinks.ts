import { glob, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { World } from './world.ts'

/** Files larger than this are native parsers, not words. Bytes. */
const MOST = 2 * 1024 * 1024

/** All that is written for somebody to read, by where it stands: GitHub, the job, the app, the model. */
export async function readSinks(world: World): Promise<Record<string, string>> {
  const { github, repository } = world
  const { read } = github
  const sinks: Record<string, string> = {
    'issues and comments': JSON.stringify(
      read.issues(repository).map((issue) => [issue, read.comments(repository, issue.number)]),
    ),
    'check runs': JSON.stringify(read.checkRuns(repository)),
    'pull requests': JSON.stringify(
      read.pullRequests(repository).map((pull) => [pull, read.reviews(repository, pull.number)]),
    ),
    branches: (await read.branches(repository)).join('\n'),
    'commit messages': JSON.stringify(github.events().filter(({ type }) => type === 'push')),
    'job log': github
      .events()
      .flatMap((event) => (event.type === 'log' ? [event.line] : []))
      .join('\n'),
    'step summaries and runs': JSON.stringify(read.workflowRuns(repository)),
    'what the app asked of GitHub': JSON.stringify(world.asked()),
    'what the runner sent': world.tap.calls
      .filter(({ path }) => path.startsWith('/runs/'))
      .map(({ body }) => body.toString('utf8'))
      .join('\n'),
    'what the model was asked': JSON.stringify(world.model.requests().map(({ body }) => body)),
    'log of the app': world.log(),
  }
  for await (const path of glob('reins-runner-*/work/_temp/reins-transcript-*', { cwd: world.folder }))
    if ((await stat(join(world.folder, path))).size < MOST)
      sinks.transcript = await readFile(join(world.folder, path), 'utf8')
  return sinks
}
