import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'

/** The folders of one job, named as on a hosted runner. */
export type Workplace = {
  root: string
  workspace: string
  home: string
  /** RUNNER_TEMP */
  temp: string
  tools: string
  actions: string
  /** GITHUB_EVENT_PATH */
  event: string
  remove: () => Promise<void>
}

export async function createWorkplace(
  settings: Settings,
  options: { repository: string; event: unknown },
): Promise<Workplace> {
  const name = options.repository.split('/')[1] ?? options.repository
  const root = await mkdtemp(join(settings.temp, 'reins-runner-'))
  const place = {
    root,
    workspace: join(root, 'work', name, name),
    home: join(root, 'home'),
    temp: join(root, 'work', '_temp'),
    tools: join(root, 'tools'),
    actions: join(root, 'work', '_actions'),
    event: join(root, 'work', '_temp', '_github_workflow', 'event.json'),
  }
  for (const folder of [place.workspace, place.home, place.temp, place.tools, place.actions])
    await mkdir(folder, { recursive: true })
  await mkdir(join(place.temp, '_github_workflow'))
  await writeFile(place.event, JSON.stringify(options.event, null, 2))
  return {
    ...place,
    // Steps may leave folders behind that a moment later get another file from a dying process.
    remove: () =>
      settings.keep ? Promise.resolve() : rm(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
