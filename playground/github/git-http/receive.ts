import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refMoved } from '../acts/ref-moved.ts'
import { mayWriteWorkflows } from '../acts/refuse-workflows.ts'
import { toActor } from '../http/caller.ts'
import type { World } from '../world/world.ts'
import { type GitRequest, runBackend } from './run-backend.ts'

/** A push. What git took in is written down by its hook; pull requests and webhooks follow before the client hears. */
export async function receive(world: World, request: GitRequest): Promise<Response> {
  const { repository, caller } = request
  const received = join(world.folder, `received-${randomUUID()}`)
  const refused = caller.kind === 'job' ? 'a GitHub Action' : 'a GitHub App'
  const response = await runBackend(request, {
    PLAYGROUND_RECEIVED: received,
    ...(mayWriteWorkflows(caller) ? {} : { PLAYGROUND_NO_WORKFLOWS: refused }),
  })
  const body = await response.arrayBuffer()
  const actor = toActor(caller)
  const moves = await readMoves(received)
  for (const { before, after, ref } of moves)
    if (actor) await refMoved(world, repository, { ref, before, after, actor })
  return new Response(body, { status: response.status, headers: response.headers })
}

async function readMoves(path: string): Promise<{ before: string; after: string; ref: string }[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    // Nothing was taken in: the hook did not run.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  await rm(path, { force: true })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [before = '', after = '', ref = ''] = line.split(' ')
      return { before, after, ref }
    })
}
