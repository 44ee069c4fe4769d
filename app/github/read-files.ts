import type { RepositoryClient } from './installation.ts'

/** A path of one commit. `text` is null for what is no text: binary files, links, submodules, folders. */
export type BaseFile = {
  /** Git's: "100644", "040000" … */
  mode: string
  bytes: number
  text: string | null
}

/** Paths of one query: GitHub bounds the cost of a query, not their number. */
const PER_QUERY = 50
/** GraphQL cuts blobs at 512,000 bytes; larger text is read by REST, up to this. */
const MOST_BYTES = 5 * 1024 * 1024

type Blob = {
  oid: string
  byteSize?: number
  isBinary?: boolean | null
  isTruncated?: boolean
  text?: string | null
}
type Folder = { entries?: { name: string; mode: number }[] | null }

/**
 * Files of a commit, many at once. Paths that are not there are missing from the answer.
 * @param onFolder is told the names in each folder that a path lies in.
 */
export async function readFiles(
  client: RepositoryClient,
  sha: string,
  paths: readonly string[],
  onFolder: (folder: string, names: string[]) => void = () => undefined,
): Promise<Map<string, BaseFile>> {
  const files = new Map<string, BaseFile>()
  for (let at = 0; at < paths.length; at += PER_QUERY) {
    const batch = paths.slice(at, at + PER_QUERY)
    const { blobs, folders } = await query(client, sha, batch)
    for (const [folder, found] of folders)
      onFolder(
        folder,
        (found?.entries ?? []).map(({ name }) => name),
      )
    for (const [index, path] of batch.entries()) {
      const [folder, name] = split(path)
      const mode = folders.get(folder)?.entries?.find((entry) => entry.name === name)?.mode
      if (mode !== undefined) files.set(path, await toFile(client, mode, blobs[index] ?? null))
    }
  }
  return files
}

/** Modes stand in the folders, contents in the blobs: both in one query. */
async function query({ octokit, at }: RepositoryClient, sha: string, paths: readonly string[]) {
  const folders = [...new Set(paths.map((path) => split(path)[0]))].filter((folder) => folder !== '')
  const expressions = [...paths, ...folders].map((path) => `${sha}:${path}`)
  const objects = expressions.map((_, index) => {
    const fields = index < paths.length ? '...blob' : '...folder'
    return `o${index}: object(expression: $e${index}) { oid ${fields} }`
  })
  const answer = await octokit.graphql<{
    repository: ({ root: { tree: Folder } | null } & Record<string, unknown>) | null
  }>(
    `query($owner: String!, $repo: String!, $sha: GitObjectID!${expressions.map((_, index) => `, $e${index}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    root: object(oid: $sha) { ... on Commit { tree { ...folder } } }
    ${objects.join('\n    ')}
  }
}
fragment blob on Blob { byteSize isBinary isTruncated text }
fragment folder on Tree { entries { name mode } }`,
    {
      owner: at.owner,
      repo: at.repo,
      sha,
      ...Object.fromEntries(expressions.map((expression, index) => [`e${index}`, expression])),
    },
  )
  const found = answer.repository
  if (!found?.root) throw new Error(`There is no commit ${sha} in ${at.owner}/${at.repo}.`)
  const object = (index: number) => found[`o${index}`] ?? null
  return {
    blobs: paths.map((_, index) => object(index) as Blob | null),
    folders: new Map<string, Folder | null>([
      ['', found.root.tree],
      ...folders.map((folder, index) => [folder, object(paths.length + index) as Folder | null] as const),
    ]),
  }
}

function split(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)]
}

async function toFile(client: RepositoryClient, mode: number, blob: Blob | null): Promise<BaseFile> {
  const bytes = blob?.byteSize ?? 0
  const file = { mode: mode.toString(8).padStart(6, '0'), bytes }
  if (!blob || blob.isBinary || !file.mode.startsWith('100')) return { ...file, text: null }
  if (blob.isTruncated !== true) return { ...file, text: blob.text ?? null }
  return { ...file, text: bytes > MOST_BYTES ? null : await readBlob(client, blob.oid) }
}

async function readBlob({ octokit, at }: RepositoryClient, oid: string): Promise<string> {
  const { data } = await octokit.rest.git.getBlob({ ...at, file_sha: oid })
  return Buffer.from(data.content, 'base64').toString('utf8')
}
