import { randomBytes } from 'node:crypto'
import { howToMend } from './advice.ts'
import { bubblewrap } from './bubblewrap.ts'
import { closeInherited } from './close-inherited.ts'
import { findProgram } from './find-program.ts'
import { installBubblewrap } from './install-bubblewrap.ts'
import type { Isolation } from './isolation.ts'
import type { Machine } from './machine.ts'
import { off } from './off.ts'
import { whyNot } from './probe.ts'
import { ARCHITECTURES } from './seccomp/architectures.ts'
import { seccompFilter } from './seccomp/filter.ts'
import { unshareRoom } from './unshare.ts'
import { viewOf } from './view.ts'

export type Opened = { kind: 'ok'; isolation: Isolation } | { kind: 'refused'; why: string }

/**
 * Finds a way to run things apart on this machine, in this order: bubblewrap as it is; bubblewrap after installing it,
 * where the machine was made for this one job; unshare. What is found has shown that it works; `prove` then shows in
 * every host that it holds. Never rejects.
 */
export async function openIsolation(machine: Machine, wanted: 'required' | 'off'): Promise<Opened> {
  if (wanted === 'off') return { kind: 'ok', isolation: off({ PATH: machine.path, ...machine.certificates }) }
  try {
    return await find(machine)
  } catch (error) {
    return refused([`Looking for a sandbox failed: ${(error as Error).message}`], machine)
  }
}

async function find(machine: Machine): Promise<Opened> {
  if (process.platform !== 'linux') return refused([`It is ${process.platform}, not Linux.`], machine)
  const architecture = ARCHITECTURES[process.arch]
  if (architecture === undefined)
    return refused([`No filter of system calls is known for ${process.arch}.`], machine)
  const setpriv = findProgram('setpriv', SYSTEM_PATH)
  if (setpriv === null) return refused(['setpriv (of util-linux) is not installed.'], machine)
  closeInherited()

  const { uid, gid } = machine
  const means = {
    ...{ setpriv, uid, gid, view: viewOf(machine) },
    seccomp: seccompFilter(architecture),
    canary: randomBytes(16).toString('hex'),
  }
  const tried: string[] = []
  const attempt = async (isolation: Isolation): Promise<Opened | null> => {
    const trouble = await whyNot(isolation)
    if (trouble === null) return { kind: 'ok', isolation }
    tried.push(`${isolation.kind}: ${trouble}`)
    return null
  }
  const withBubblewrap = async () => {
    const bwrap = findProgram('bwrap', machine.path)
    if (bwrap !== null) return attempt(bubblewrap({ ...means, bwrap }))
    tried.push('bubblewrap is not installed')
    return null
  }

  const asItIs = await withBubblewrap()
  if (asItIs !== null) return asItIs
  if (machine.hosted) {
    const trouble = await installBubblewrap()
    if (trouble !== null) tried.push(trouble)
    const installed = trouble === null ? await withBubblewrap() : null
    if (installed !== null) return installed
  }
  const found = await unshareRoom(means, SYSTEM_PATH)
  const fallback = found.kind === 'ok' ? await attempt(found.isolation) : null
  if (found.kind === 'missing') tried.push(found.why)
  return fallback ?? refused(tried, machine)
}

/** Not the job's PATH: what holds the walls is the system's. */
const SYSTEM_PATH = '/usr/bin:/usr/sbin:/bin:/sbin:/usr/local/bin'

function refused(tried: string[], machine: Machine): Opened {
  const list = tried.map((line) => `- ${line}`).join('\n')
  return {
    kind: 'refused',
    why: `This runner has no way to keep the agent's tools apart, so nothing was started. Tried:\n${list}\n\n${howToMend(machine)}`,
  }
}
