import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildAction } from '../scripts/build-action.ts'
import type { Files } from './interface/files.ts'
import type { Playground } from './interface/playground.ts'

/**
 * Puts our own release on the local GitHub, as release.yml does on the real one: the reusable workflow and the bundled
 * action, tagged v1. The runner then fetches both from there.
 */
export async function publishRelease(playground: Playground, temp: string): Promise<void> {
  playground.user('reins-dev')
  const sha = await playground.repository('reins-dev', 'reins', await releaseFiles(temp))
  await playground.tag('reins-dev/reins', 'v1', sha)
}

/** What a release holds, built in a folder of the caller's. */
export async function releaseFiles(temp: string): Promise<Files> {
  const dist = join(temp, 'dist')
  await buildAction(dist)
  const files: Files = {
    'action/action.yml': await source('action/action.yml'),
    '.github/workflows/agent.yml': await source('.github/workflows/agent.yml'),
  }
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // As bytes: the parsers beside the bundle are native libraries.
    files[`action/dist/${path.slice(dist.length + 1)}`] = { content: await readFile(path), mode: '100644' }
  }
  return files
}

function source(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8')
}
