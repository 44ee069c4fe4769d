import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Denied } from '../core/run/report.ts'
import { lastingHost } from './lasting-host.ts'
import { noteRefused } from './note-refused.ts'
import type { Isolation } from './sandbox/isolation/isolation.ts'
import { prove } from './sandbox/isolation/proof/prove.ts'
import { startToolHost } from './sandbox/start-tool-host.ts'
import type { ToolHost } from './sandbox/tool-host.ts'

/** What must be impossible was not: the run ends here. */
export class NotApart extends Error {
  constructor(open: string[]) {
    super(
      `The walls around the tools do not hold on this runner, so nothing was started:\n${open.map((line) => `- ${line}`).join('\n')}`,
    )
  }
}

/** Starts tool hosts in a workspace; each is tried by `prove` before anything is trusted to it. */
export type Rooms = {
  /** What the tools must not change. */
  frozen: readonly string[]
  /** For checks and the agent. It comes back when it dies. */
  open: (workspace: string) => Promise<ToolHost>
  /** For setup: the same room with the runner's network; null where every room has it. */
  openWithNetwork: (workspace: string) => Promise<ToolHost | null>
}

/**
 * @param options.folder Private: what the tools keep beside the workspace is in it.
 * @param options.denied Gets what the walls refuse.
 * @param options.frozen Regular files of the workspace that the tools must not change.
 */
export function roomsIn(options: {
  isolation: Isolation
  folder: string
  frozen: string[]
  denied: Denied[]
}): Rooms {
  const { isolation } = options
  const folder = join(options.folder, 'tools')
  const start = async (workspace: string, network: boolean) => {
    const frozen = isolation.kind === 'off' ? [] : await standing(workspace, options.frozen)
    const host = await startToolHost({ workspace, folder, isolation, frozen, network })
    if (isolation.kind === 'off') return host
    const open = await prove(host, { isolation, folder: options.folder, frozen, network })
    if (open.length === 0) return noteRefused(host, options.denied)
    await host.close()
    throw new NotApart(open)
  }
  return {
    frozen: options.frozen,
    open: (workspace) => lastingHost(() => start(workspace, false)),
    openWithNetwork: async (workspace) => (isolation.kind === 'off' ? null : start(workspace, true)),
  }
}

/** Without those that a command moved away meanwhile: on the way to a mount there must be no link. */
async function standing(workspace: string, paths: string[]): Promise<string[]> {
  const known = new Map<string, boolean>()
  const isPlain = async (path: string, last: boolean): Promise<boolean> => {
    const found = known.get(path)
    if (found !== undefined) return found
    const now = await lstat(join(workspace, path)).catch(() => null)
    const plain = last ? now?.isFile() === true : now?.isDirectory() === true
    known.set(path, plain)
    return plain
  }
  const kept: string[] = []
  for (const path of paths) {
    const parts = path.split('/')
    const ways = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    let plain = true
    for (const way of ways) plain &&= await isPlain(way, way === path)
    if (plain) kept.push(path)
  }
  return kept
}
