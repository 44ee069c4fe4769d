import { spawn } from 'node:child_process'
import type { Means } from './bubblewrap.ts'
import { findProgram } from './find-program.ts'
import type { Isolation } from './isolation.ts'
import { layoutOf, type Step } from './layout.ts'
import { isWithin } from './paths.ts'
import { AGENT_ID, WORKSPACE } from './places.ts'
import { CANARY_NAME } from './proof/targets.ts'
import { roomScript } from './room-script.ts'

type Found = { kind: 'ok'; isolation: Isolation } | { kind: 'missing'; why: string }

/** Rooms made by the programs of util-linux, unshare(1): the same steps as bubblewrap's, by a shell script. */
export async function unshareRoom(means: Omit<Means, 'bwrap'>, path: string): Promise<Found> {
  const { setpriv, uid, gid, view, seccomp, canary } = means
  const unshare = findProgram('unshare', path)
  const perl = findProgram('perl', path)
  const missing = [
    ...(unshare ? [] : ['unshare']),
    ...['mount', 'pivot_root'].filter((one) => !findProgram(one, path)),
  ]
  if (unshare === null || missing.length > 0)
    return { kind: 'missing', why: `unshare: ${missing.join(', ')} of util-linux is not installed` }
  if (perl === null)
    return { kind: 'missing', why: 'unshare: perl, which loads the filter of system calls, is not installed' }
  const root = uid === 0
  const id = root ? { uid: AGENT_ID, gid: AGENT_ID } : { uid, gid }
  const isolation: Isolation = {
    kind: 'unshare',
    words: `unshare: own file system, processes and network, ${root ? 'user without rights' : 'user namespace'}, system calls filtered`,
    inside: ({ home }) => ({ workspace: WORKSPACE, home }),
    at: ({ to }) => to,
    env: view.env,
    canary,
    owner: root ? id : null,
    spawn: (program, room, { stdio }) => {
      const steps = layoutOf(view, room, id)
      const script = roomScript({
        steps,
        base: emptyPlace(steps),
        id,
        root,
        env: room.env,
        seccomp,
        setpriv,
        perl,
        unshare,
      })
      const args = [
        ...['--pdeathsig', 'KILL', '--', unshare, '--fork', '--kill-child', '--propagation', 'private'],
        ...['--mount', '--pid', '--ipc', '--uts', '--cgroup'],
        ...(room.network ? [] : ['--net']),
        ...(root ? [] : ['--user', '--map-root-user']),
        ...['--', '/bin/sh', '-c', script, 'room', ...program],
      ]
      return spawn(setpriv, args, {
        cwd: '/',
        env: { [CANARY_NAME]: canary, PATH: path },
        stdio,
        detached: true,
      })
    },
  }
  return { kind: 'ok', isolation }
}

/** A folder of the machine to build the new root on; nothing that is to be shown lies in it. */
function emptyPlace(steps: Step[]): string {
  const sources = steps.flatMap((step) => (step.kind === 'bind' ? [step.from] : []))
  const free = PLACES.find((place) => !sources.some((source) => isWithin(source, place)))
  if (free === undefined) throw new Error(`no folder to build a room on: tried ${PLACES.join(', ')}`)
  return free
}

const PLACES = ['/mnt', '/media', '/srv', '/var', '/home', '/tmp']
