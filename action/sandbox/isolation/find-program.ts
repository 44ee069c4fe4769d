import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** The first executable of this name on a PATH. Only absolute folders count: a relative one may be the repository's. */
export function findProgram(name: string, path: string): string | null {
  for (const folder of path.split(':').filter((one) => one.startsWith('/'))) {
    const candidate = join(folder, name)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      // Not in this folder.
    }
  }
  return null
}
