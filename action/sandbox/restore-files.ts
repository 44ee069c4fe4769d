import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path/posix'
import { atPath } from './at-path.ts'
import { makeFolder } from './make-folder.ts'
import type { Performed, Surroundings } from './operation.ts'
import { safePath } from './safe-path.ts'
import type { HostCall } from './tool-host.ts'

type RestoreCall = Extract<HostCall, { op: 'restore' }>

/** Puts files back to given bytes, each by itself; `text` names those that could not be, with the reason. */
export async function restoreFiles({ files }: RestoreCall, { place }: Surroundings): Promise<Performed> {
  const failed: string[] = []
  for (const file of files) {
    const safe = safePath(file.path, place.workspace)
    const why =
      safe.kind === 'refused' ? safe.why : await restore({ ...file, path: safe.path }, place.workspace)
    if (why !== null) failed.push(`${file.path}: ${why}`)
  }
  return { ok: failed.length === 0, text: failed.join('\n') }
}

/** Takes the place of whatever stands there, a link too, but not of a folder. @returns why it could not; or null. */
async function restore(
  { path, content, executable }: RestoreCall['files'][number],
  root: string,
): Promise<string | null> {
  try {
    if (content === null) await remove(root, path)
    else {
      const temp = join(dirname(path), `.${randomUUID()}.tmp`)
      await makeFolder(root, dirname(path), () => undefined)
      const mode = executable ? 0o755 : 0o644
      await atPath(root, temp, (at) => writeFile(at, Buffer.from(content, 'base64'), { flag: 'wx', mode }))
      await atPath(root, path, (at) =>
        rename(join(dirname(at), temp.slice(temp.lastIndexOf('/') + 1)), at),
      ).catch(async (error: unknown) => {
        await remove(root, temp)
        throw error
      })
    }
    return null
  } catch (error) {
    return explain(error as NodeJS.ErrnoException)
  }
}

/** What is not there, or whose folder is not there, is gone already. */
async function remove(root: string, path: string): Promise<void> {
  await atPath(root, path, (at) => rm(at)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOTDIR':
    case 'ELOOP':
      return 'a folder on the way is no folder, or a link.'
    case 'EISDIR':
    case 'ERR_FS_EISDIR':
    case 'ENOTEMPTY':
      return 'a folder stands there.'
    default:
      return error.message
  }
}
