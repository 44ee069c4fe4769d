import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder held open. `at` gives the path of a name in it that no later swap of a folder for a link can redirect. */
export type Folder = { at: (name: string) => string; close: () => Promise<void> }

/** Opens a folder below `root`, one step after the other, following no link. `path` is a `safePath`. */
export async function openFolder(root: string, path: string): Promise<Folder> {
  let folder = await openOne(root, root)
  for (const [index, segment] of segmentsOf(path).entries()) {
    const parent = folder
    try {
      folder = await openOne(parent.at(segment), join(root, ...segmentsOf(path).slice(0, index + 1)))
    } finally {
      await parent.close()
    }
  }
  return folder
}

async function openOne(at: string, path: string): Promise<Folder> {
  const handle = await open(at, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  // Where there is no /proc (macOS) the plain path has to do; the checks before are then all there is.
  const base = process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : path
  return { at: (name) => `${base}/${name}`, close: () => handle.close() }
}

function segmentsOf(path: string): string[] {
  return path === '.' ? [] : path.split('/')
}
