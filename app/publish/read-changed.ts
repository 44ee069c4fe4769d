import { foldersAbove } from '../../core/rules/folders-above.ts'
import type { Change } from '../../core/run/changes.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type BaseFile, readFiles } from '../github/read-files.ts'

/** What stands at the changed paths, and at every folder above them, on the base commit. */
export type BaseFiles = ReadonlyMap<string, BaseFile>

export function readChanged(
  client: RepositoryClient,
  sha: string,
  changes: readonly Change[],
): Promise<BaseFiles> {
  const paths = changes.flatMap(({ path }) => [path, ...foldersAbove(path)])
  return readFiles(client, sha, [...new Set(paths)].filter(isReadable))
}

/** GitHub is only asked for what can be a path; the others are refused by the scope anyway. */
function isReadable(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.endsWith('/') && !/(^|\/)(\.{1,2})?(\/|$)/.test(path)
}
