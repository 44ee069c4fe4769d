import { foldPath } from '../../core/rules/fold-path.ts'
import { foldersAbove } from '../../core/rules/folders-above.ts'
import type { Change } from '../../core/run/changes.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'

/** What stands at the changed paths, and at every folder above them, on the base commit. */
export type BaseFiles = ReadonlyMap<string, BaseFile>

export type ReadChanged = {
  base: BaseFiles
  /** By changed path: what the base commit has under a name that some file system takes for the same. */
  lookalikes: ReadonlyMap<string, string>
}

export async function readChanged(
  client: RepositoryClient,
  sha: string,
  changes: readonly Change[],
): Promise<ReadChanged> {
  const paths = changes.flatMap(({ path }) => [path, ...foldersAbove(path)])
  const asked = [...new Set(paths)].filter(isReadable)
  const alike = new Map<string, string>()
  const base = await readFiles(client, sha, asked, (folder, names) => {
    const folded = Map.groupBy(names, (name) => foldPath(name))
    for (const path of asked) {
      const slash = path.lastIndexOf('/')
      if (path.slice(0, Math.max(0, slash)) !== folder) continue
      const name = path.slice(slash + 1)
      const other = folded.get(foldPath(name))?.find((one) => one !== name)
      if (other !== undefined && !names.includes(name))
        alike.set(path, folder === '' ? other : `${folder}/${other}`)
    }
  })
  const lookalikes = new Map(
    changes.flatMap(({ path }) => {
      const like = [path, ...foldersAbove(path)].flatMap((one) => alike.get(one) ?? [])[0]
      return like === undefined ? [] : [[path, like] as const]
    }),
  )
  return { base, lookalikes }
}

/** GitHub is only asked for what can be a path; the others are refused by the scope anyway. */
function isReadable(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.endsWith('/') && !/(^|\/)(\.{1,2})?(\/|$)/.test(path)
}
