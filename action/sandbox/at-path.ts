import { basename, dirname } from 'node:path/posix'
import { openFolder } from './open-folder.ts'

/** Does something to a path below `root` through its folder, opened without following a link. */
export async function atPath<Result>(
  root: string,
  path: string,
  act: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await openFolder(root, dirname(path))
  try {
    return await act(folder.at(basename(path)))
  } finally {
    await folder.close()
  }
}
