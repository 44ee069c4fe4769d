import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import type { RunnerStart } from '../interface/runner.ts'
import { createGroups } from './jobs/concurrency.ts'
import { HOSTED_TIMING, type Timing } from './process/timing.ts'
import { runWorkflow } from './run-workflow.ts'
import type { Settings } from './settings.ts'

/** Where programs are on a machine that says nothing else. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * A runner that is this machine: executes a repository's real workflow file as a hosted one would, with a clean
 * environment and folders that are gone afterwards.
 *
 * `path` is the machine's PATH (entry files know it); this Node's folder comes first, so that `node` is the same one.
 */
export function createRunner(options: {
  keep?: boolean
  temp?: string
  path?: string | undefined
  certificates?: Record<string, string>
  timing?: Partial<Timing>
}): RunnerStart {
  const settings: Settings = {
    keep: options.keep ?? false,
    temp: options.temp ?? tmpdir(),
    path: `${dirname(process.execPath)}:${options.path ?? USUAL_PATH}`,
    certificates: options.certificates ?? {},
    timing: { ...HOSTED_TIMING, ...options.timing },
  }
  const turns = createGroups()
  return (order) => {
    const cancelled = new AbortController()
    const done = runWorkflow({ order, settings, cancelled: cancelled.signal, turns, groups: [] })
    return {
      done: done.then((conclusion) => ({ conclusion })),
      cancel: () => cancelled.abort(),
    }
  }
}
