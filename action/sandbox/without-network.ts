import { spawnSync } from 'node:child_process'

/** Put before a command, it leaves it without any network but a loopback of its own: network_namespaces(7). */
export const WITHOUT_NETWORK = ['unshare', '--map-root-user', '--net', '--'] as const

let able: boolean | undefined

/** Whether this machine lets us close the network; asked once. */
export function canCloseNetwork(): boolean {
  const [command, ...args] = WITHOUT_NETWORK
  able ??= spawnSync(command, [...args, 'true'], { stdio: 'ignore', timeout: 10_000 }).status === 0
  return able
}

/** Where it does not, a command that must have no network is not run at all. */
export const CANNOT_CLOSE =
  'This command may have no network, and this machine does not let it be closed (`unshare --map-root-user --net true` fails), so it was not run. Allow unprivileged user namespaces on the runner, or let the harness allow the network.'
