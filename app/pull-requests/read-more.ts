import type { RepositoryClient } from '../github/installation.ts'
import { readObjects } from '../github/read-objects.ts'
import type { Tree } from '../github/read-tree.ts'
import type { TextCache } from './text-cache.ts'

type Asked = {
  repository: number
  tree: Tree
  paths: readonly string[]
  most: { files: number; bytes: number }
}

/** Larger than GitHub gives as text. */
const LARGE = 512_000

/**
 * Texts of files of a tree, from what is known already or by as few calls as it takes: the first of `paths`, as many as
 * there is room for. Null for what is no text; paths that are not in the answer were not looked at.
 */
export async function readMore(
  client: RepositoryClient,
  cache: TextCache,
  { repository, tree, paths, most }: Asked,
): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>()
  const wanted = new Map<string, number>()
  let left = most.bytes
  for (const path of paths) {
    if (texts.size === most.files) break
    const entry = tree.entries.get(path)
    const known = entry === undefined ? null : cache.get(repository, entry.sha)
    if (entry === undefined || known !== undefined) {
      texts.set(path, known ?? null)
      continue
    }
    const readable = entry.mode.startsWith('100') && entry.bytes <= LARGE
    if (readable && entry.bytes > left) continue
    texts.set(path, null)
    if (!readable) continue
    left -= entry.bytes
    wanted.set(entry.sha, entry.bytes)
  }
  const { blobs } = await readObjects(
    client,
    { blobs: [...wanted.keys()], folders: [] },
    (sha) => wanted.get(sha) ?? 0,
  )
  const read = new Map<string, string | null>()
  for (const sha of wanted.keys()) {
    const blob = blobs.get(sha)
    const text = blob === undefined || blob.isBinary || blob.isTruncated ? null : blob.text
    read.set(sha, text)
    cache.set(repository, sha, text)
  }
  for (const path of texts.keys()) {
    const text = read.get(tree.entries.get(path)?.sha ?? '')
    if (text !== undefined) texts.set(path, text)
  }
  return texts
}
