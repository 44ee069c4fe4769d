import { foldersAbove } from './folders-above.ts'

/**
 * Why a run may not write or delete at a path, because of what stands there on the base commit; or null.
 *
 * @param modeOf Git's mode of what the base commit has at a path, "040000" for a folder; undefined for nothing.
 */
export function baseObstacle(path: string, modeOf: (path: string) => string | undefined): string | null {
  const mode = modeOf(path)
  if (mode !== undefined && !mode.startsWith('100'))
    return 'On the base commit this is a link, a submodule or a folder; those are left as they are.'
  const above = foldersAbove(path).find((folder) => (modeOf(folder) ?? FOLDER) !== FOLDER)
  return above === undefined ? null : `On the base commit ${above} is no folder; it is left as it is.`
}

const FOLDER = '040000'
