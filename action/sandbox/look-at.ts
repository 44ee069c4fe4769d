import { lstat } from 'node:fs/promises'
import { atPath } from './at-path.ts'
import type { Performed, Surroundings } from './operation.ts'
import { safePath } from './safe-path.ts'
import type { HostCall, Seen } from './tool-host.ts'

type LookCall = Extract<HostCall, { op: 'look' }>

/** Says what stands at many paths at once, through no link. */
export async function lookAt({ paths }: LookCall, { place }: Surroundings): Promise<Performed> {
  const seen: Seen[] = []
  for (const path of paths) seen.push(await look(path, place.workspace))
  return { ok: true, text: '', seen }
}

async function look(path: string, root: string): Promise<Seen> {
  const safe = safePath(path, root)
  if (safe.kind === 'refused') return { kind: 'refused' }
  if (safe.path === '.') return { kind: 'folder' }
  try {
    const found = await atPath(root, safe.path, (at) => lstat(at))
    if (found.isSymbolicLink()) return { kind: 'link' }
    if (found.isDirectory()) return { kind: 'folder' }
    if (!found.isFile()) return { kind: 'other' }
    const stamp = `${found.ino} ${found.size} ${found.mtimeMs}`
    return { kind: 'file', executable: (found.mode & 0o111) !== 0, stamp }
  } catch (error) {
    // On the way to it something is gone, is no folder, is a link, or closed to us.
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG'].includes(code)) return { kind: 'none' }
    throw error
  }
}
