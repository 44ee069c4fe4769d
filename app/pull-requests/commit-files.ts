import type { Blob, Expressions, Objects } from '../github/read-objects.ts'

/** A path of a commit: git's mode, and its text, null for what is no text or is cut. */
export type CommitFile = {
  mode: string
  bytes: number
  text: string | null
  binary: boolean
  /** Larger than GitHub gives as text. */
  large: boolean
}

/** What has to be asked for files of a commit, or of "refs/heads/main": contents, and the folders that know modes. */
export function toExpressions(commit: string, paths: readonly string[]): Expressions {
  return {
    blobs: paths.map((path) => `${commit}:${path}`),
    folders: [...new Set(paths.map(folderOf))].map((folder) => `${commit}:${folder}`),
  }
}

/** The answer to `toExpressions`. Paths that are not there are missing. */
export function toCommitFiles(
  commit: string,
  paths: readonly string[],
  { blobs, folders }: Objects,
): Map<string, CommitFile> {
  const files = new Map<string, CommitFile>()
  for (const path of paths) {
    const mode = folders.get(`${commit}:${folderOf(path)}`)?.get(path.slice(path.lastIndexOf('/') + 1))
    if (mode !== undefined) files.set(path, toCommitFile(mode, blobs.get(`${commit}:${path}`) ?? null))
  }
  return files
}

export function toCommitFile(mode: string, blob: Blob | null): CommitFile {
  const isFile = mode.startsWith('100') && blob !== null
  const binary = isFile && blob.isBinary === true
  const large = isFile && blob.isTruncated
  return {
    mode,
    bytes: blob?.byteSize ?? 0,
    text: isFile && !binary && !large ? blob.text : null,
    binary,
    large,
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
