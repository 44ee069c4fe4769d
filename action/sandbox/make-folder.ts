import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path/posix'
import { atPath } from './at-path.ts'

/** Makes a folder below `root` and those above it, following no link; `made` hears of each that is new, the outermost first. */
export async function makeFolder(
  root: string,
  folder: string,
  made: (folder: string) => void,
): Promise<void> {
  if (folder === '.') return
  await makeFolder(root, dirname(folder), made)
  const isNew = await atPath(root, folder, (path) =>
    mkdir(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    ),
  )
  if (isNew) made(folder)
}
