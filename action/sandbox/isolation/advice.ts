import { APPARMOR_PATH, APPARMOR_PROFILE } from './apparmor.ts'
import type { Machine } from './machine.ts'

/** What a person has to do so that tools can be kept apart; commands as they are typed. */
export function howToMend({ uid }: Pick<Machine, 'uid'>): string {
  return [
    'On the runner, once:',
    'Debian, Ubuntu:\n    sudo apt-get update && sudo apt-get install -y bubblewrap util-linux',
    'Fedora, RHEL:\n    sudo dnf install -y bubblewrap util-linux',
    ...(uid === 0 ? AS_ROOT : AS_USER),
    'Where the runner is a throw-away machine that holds nothing, the operator of the app may turn the sandbox off with REINS_SANDBOX=off; every report then says so.',
  ].join('\n\n')
}

/** No profile and no sysctl is in the way of root; a container is. */
const AS_ROOT = [
  'In a container, root needs the rights to make namespaces and to mount:\n    docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined …\nor let the job run on the machine itself, without `container:`.',
]

const AS_USER = [
  `Ubuntu 24.04 and later, so that bubblewrap alone may make user namespaces:\n${indented(`sudo tee ${APPARMOR_PATH} >/dev/null <<'END'\n${APPARMOR_PROFILE}END\nsudo apparmor_parser --replace ${APPARMOR_PATH}`)}`,
  'Where user namespaces are turned off:\n    sudo sysctl -w user.max_user_namespaces=15000\n    sudo sysctl -w kernel.unprivileged_userns_clone=1   # Debian before 11',
  'In a container, it has to allow user namespaces and an own /proc:\n    docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined …',
]

function indented(text: string): string {
  return text.replace(/^/gm, '    ')
}
