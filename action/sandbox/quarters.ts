import { chown, lstat, mkdir, mkdtemp, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Isolation } from './isolation/isolation.ts'

/** Folders on the disk that are the tools' own, beside the workspace; they outlive a host, so that setup's home is the agent's; only the output is each host's own. */
export type Quarters = { home: string; tmp: string; shm: string; output: string }

/** Makes what is missing of them in a folder that is ours alone. */
export async function makeQuarters(folder: string, owner: Isolation['owner']): Promise<Quarters> {
  await mkdir(folder, { recursive: true })
  const real = await realpath(folder)
  const make = async (name: string) => {
    const path = join(real, name)
    await mkdir(path, { recursive: true, mode: 0o700 })
    await giveTo(path, owner)
    return path
  }
  const [home, tmp, shm] = await Promise.all(['home', 'tmp', 'shm'].map(make))
  // Hosts count their files from one.
  const output = await mkdtemp(join(real, 'output-'))
  await giveTo(output, owner)
  return { home: home!, tmp: tmp!, shm: shm!, output }
}

/** Makes a folder, not what is in it, theirs who run in a room. */
export async function giveTo(folder: string, owner: Isolation['owner']): Promise<void> {
  if (owner === null) return
  const found = await lstat(folder)
  if (!found.isDirectory()) throw new Error(`${folder} is no folder`)
  if (found.uid !== owner.uid) await chown(folder, owner.uid, owner.gid)
}
