import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { giveTo } from '../quarters.ts'
import type { Isolation } from './isolation.ts'
import { WORKSPACE } from './places.ts'

/** A room is there in some twenty milliseconds; a kernel that asks somebody first is none to wait for. */
const PATIENCE = 15_000
/** Starts a program, writes a file, sees that the filter holds. */
const SCRIPT = `set -e; cd ${WORKSPACE}; : >probe; while read -r name value rest; do case "$name$value" in Seccomp:2) echo filtered;; esac; done </proc/self/status`

/** Makes one room and looks whether a program runs in it. @returns why not, or null. */
export async function whyNot(isolation: Isolation): Promise<string | null> {
  const workspace = await mkdtemp(join(tmpdir(), 'reins-probe-'))
  try {
    await giveTo(workspace, isolation.owner)
    const room = { workspace, mounts: [], frozen: [], network: false, env: isolation.env }
    const child = isolation.spawn(['/bin/sh', '-c', SCRIPT], room, { stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
    const ended = new Promise<string | null>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? code}`))
    })
    const [failed, out, said] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)])
    clearTimeout(timer)
    if (failed !== null) return said.trim().slice(0, 500) || failed
    return out.trim() === 'filtered' ? null : 'the filter of system calls was not taken'
  } catch (error) {
    // Root of a container that knows no other user cannot give a folder away.
    return (error as Error).message
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}
