import { spawn } from 'node:child_process'
import { dataDescriptors } from './data-descriptors.ts'
import type { Isolation } from './isolation.ts'
import { layoutOf, type Step } from './layout.ts'
import { AGENT_ID, WAITING_INIT, WORKSPACE } from './places.ts'
import { CANARY_NAME } from './proof/targets.ts'
import type { View } from './view.ts'

export type Means = {
  bwrap: string
  setpriv: string
  uid: number
  gid: number
  view: View
  seccomp: Uint8Array
  canary: string
}

/** Rooms made by bubblewrap, bwrap(1). */
export function bubblewrap({ bwrap, setpriv, uid, gid, view, seccomp, canary }: Means): Isolation {
  const root = uid === 0
  const id = root ? { uid: AGENT_ID, gid: AGENT_ID } : { uid, gid }
  return {
    kind: 'bubblewrap',
    words: `bubblewrap: own file system, processes and network, ${root ? 'user without rights' : 'user namespace'}, system calls filtered`,
    inside: ({ home }) => ({ workspace: WORKSPACE, home }),
    at: ({ to }) => to,
    env: view.env,
    canary,
    owner: root ? id : null,
    spawn: (program, room, { stdio }) => {
      const data = dataDescriptors(stdio)
      const options = [
        ...(root ? ROOT : USER),
        ...ALWAYS,
        ...(room.network ? [] : ['--unshare-net']),
        ...layoutOf(view, room, id).flatMap((step) => argumentsOf(step, data.add)),
        ...(root ? [] : ['--chdir', WORKSPACE]),
        ...Object.entries(room.env).flatMap(([name, value]) => ['--setenv', name, value]),
        ...['--seccomp', data.add(seccomp)],
      ]
      // By a descriptor: everything inside may read the arguments of its init, and these name places of the machine.
      const fd = data.add(options.map((option) => `${option}\0`).join(''))
      const args = ['--args', fd, '--', ...(root ? become(setpriv, id) : INIT), ...program]
      const child = spawn(bwrap, args, {
        cwd: '/',
        env: { [CANARY_NAME]: canary },
        stdio: data.stdio,
        detached: true,
      })
      data.feed(child)
      return child
    },
  }
}

const USER = ['--unshare-user', '--as-pid-1', '--cap-drop', 'ALL', '--cap-add', 'CAP_NET_BIND_SERVICE']
/**
 * bwrap's own init has no capability left, so in a user namespace a command could read and write its memory, and speak
 * for the host through its descriptors. This one keeps ours. As root, init is another user, and stays bwrap's: who
 * becomes somebody else would no longer die with its parent.
 */
const INIT = ['/bin/sh', '-c', WAITING_INIT, 'init']
/** setpriv needs three more for the moment until it gave them away. */
const ROOT = [
  ...['--cap-drop', 'ALL', '--cap-add', 'CAP_NET_BIND_SERVICE'],
  ...['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_SETPCAP'],
]
const ALWAYS = [
  ...['--die-with-parent', '--new-session', '--clearenv', '--hostname', 'sandbox'],
  ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
]

function become(setpriv: string, { uid, gid }: { uid: number; gid: number }): string[] {
  return [
    ...[setpriv, '--reuid', String(uid), '--regid', String(gid), '--clear-groups'],
    ...['--inh-caps=-all,+net_bind_service', '--ambient-caps=-all,+net_bind_service'],
    ...['--bounding-set=-all,+net_bind_service', '--'],
    // Only now: root without capabilities may not enter what is theirs alone.
    ...['/bin/sh', '-c', `cd ${WORKSPACE} && unset OLDPWD && exec "$@"`, 'room'],
  ]
}

function argumentsOf(step: Step, fd: (data: string) => string): string[] {
  switch (step.kind) {
    case 'folder':
      return ['--perms', '0755', '--dir', step.at]
    case 'bind':
      return [step.writable ? '--bind' : '--ro-bind', step.from, step.at]
    case 'link':
      return ['--symlink', step.target, step.at]
    case 'file':
      return ['--perms', '0444', '--ro-bind-data', fd(step.text), step.at]
    case 'mask':
      return step.folder ? ['--tmpfs', step.at, '--remount-ro', step.at] : ['--ro-bind', '/dev/null', step.at]
    case 'stand':
      return ['--tmpfs', step.at]
    case 'proc':
      return ['--proc', step.at]
    case 'dev':
      return ['--dev', step.at]
    case 'freeze':
      return ['--remount-ro', step.at]
  }
}
