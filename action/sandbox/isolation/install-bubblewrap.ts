import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { APPARMOR_PATH, APPARMOR_PROFILE } from './apparmor.ts'

const MINUTES = 60_000
/** sudo looks its programs up itself; apt-get must ask nobody. */
const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }

/** On a machine that was made for this one job: installs bubblewrap and lets it, alone, make user namespaces. */
export async function installBubblewrap(): Promise<string | null> {
  const steps: { args: string[]; input?: string; needed: boolean }[] = [
    {
      args: ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'bubblewrap'],
      needed: !existsSync('/usr/bin/bwrap'),
    },
    { args: ['tee', APPARMOR_PATH], input: APPARMOR_PROFILE, needed: existsSync(RESTRICTION) },
    { args: ['apparmor_parser', '--replace', APPARMOR_PATH], needed: existsSync(RESTRICTION) },
  ]
  for (const { args, input = '', needed } of steps) {
    if (!needed) continue
    let trouble = await sudo(args, input)
    // The list of packages that the machine's image came with may be older than what the mirrors still have.
    if (trouble !== null && args[0] === 'apt-get')
      trouble = (await sudo(['apt-get', 'update', '-qq'], '')) ?? (await sudo(args, input))
    if (trouble !== null) return trouble
  }
  return null
}

const RESTRICTION = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

/** @returns what went wrong, or null. */
function sudo(args: string[], input: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = execFile('sudo', ['-n', ...args], { env: ENV, timeout: 3 * MINUTES }, (error, _, stderr) =>
      resolve(
        error === null
          ? null
          : `sudo ${args.slice(0, 2).join(' ')}: ${(stderr.trim() || error.message).slice(0, 300)}`,
      ),
    )
    // It reports a program that cannot be started itself.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
