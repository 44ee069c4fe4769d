import { realpath } from 'node:fs/promises'
import { type Bounds, boundsHere } from './bounds.ts'
import { connectHost } from './connect-host.ts'
import { endLeftovers } from './end-leftovers.ts'
import { hostCode } from './host-code.ts'
import type { Place } from './host-message.ts'
import type { Isolation, Room } from './isolation/isolation.ts'
import { HOME, NODE, OUTPUT, TEMP } from './isolation/places.ts'
import { giveTo, makeQuarters } from './quarters.ts'
import type { ToolHost } from './tool-host.ts'

/**
 * Starts the child process that alone touches the workspace, in a room of its own.
 *
 * @param options.workspace Folder the tools see; must exist. It becomes theirs, what is in it stays whose it is.
 * @param options.folder Private: home, temporary files and long output of the tools are kept in it, for the next host too.
 * @param options.frozen Files of the workspace that cannot be changed; regular ones, and there.
 * @param options.entry The host's script; by default the one beside this module, or beside the bundled entry.
 */
export async function startToolHost(options: {
  workspace: string
  folder: string
  isolation: Isolation
  frozen?: string[]
  network?: boolean
  entry?: string
  bounds?: Partial<Bounds>
}): Promise<ToolHost> {
  const { isolation, network = false, frozen = [] } = options
  const workspace = await realpath(options.workspace)
  await giveTo(workspace, isolation.owner)
  const quarters = await makeQuarters(options.folder, isolation.owner)
  const code = hostCode(options.entry)
  const apart = isolation.kind !== 'off'
  const own = { from: quarters.home, to: HOME, writable: true }
  const output = { from: quarters.output, to: OUTPUT, writable: true }
  const home = isolation.at(own)
  const place: Place = {
    workspace: isolation.inside({ workspace, home }).workspace,
    spill: isolation.at(output),
    ...{ home, apart },
    network: network || !apart,
    bounds: { ...boundsHere(), ...options.bounds },
  }
  const room: Room = {
    ...{ workspace, frozen, network },
    mounts: [
      ...code.mounts,
      ...[own, output],
      { from: quarters.tmp, to: TEMP, writable: true },
      // Not in memory, as elsewhere: what is written there is bounded as what is written to a disk.
      { from: quarters.shm, to: '/dev/shm', writable: true },
    ],
    env: environment(isolation, { home, tmp: apart ? TEMP : quarters.tmp }),
  }
  const node = apart ? NODE : process.execPath
  const child = isolation.spawn([node, isolation.at(code.entry), JSON.stringify(place)], room, {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return connectHost(child, {
    isolation: isolation.words,
    workspace: place.workspace,
    // In a room its init took everybody along.
    afterwards: async () => apart || endLeftovers(home, []),
  })
}

/** Nothing of our own environment: no token, no `ACTIONS_*`, no proxy with a password in it. */
function environment({ env }: Isolation, { home, tmp }: { home: string; tmp: string }): Room['env'] {
  return {
    ...env,
    HOME: home,
    TMPDIR: tmp,
    LANG: 'C.UTF-8',
    CI: 'true',
    // Or every test the agent runs in Python leaves files that look like its change.
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
