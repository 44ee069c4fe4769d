import type { RepositoryClient } from './installation.ts'

/** A path of one commit. `text` is null for what is no text: binary files, links, submodules, folders. */
export type BaseFile = { mode: string; bytes: number; text: string | null }

/** Paths of one query: GitHub bounds the cost of a query, not their number. */
const PER_QUERY = 50
/** GraphQL cuts blobs at 512,000 bytes; larger text is read by REST, up to this. */
const MOST_BYTES = 5 * 1024 * 1024

type Entry = {
  mode: number
  object: {
    oid: string
    byteSize?: number
    isBinary?: boolean | null
    isTruncated?: boolean
    text?: string | null
  } | null
}

/** Files of a commit, all at once. Paths that are not there are missing from the answer. */
export async function readFiles(
  client: RepositoryClient,
  sha: string,
  paths: readonly string[],
): Promise<Map<string, BaseFile>> {
  const files = new Map<string, BaseFile>()
  for (let at = 0; at < paths.length; at += PER_QUERY) {
    const batch = paths.slice(at, at + PER_QUERY)
    const entries = await readEntries(client, sha, batch)
    for (const [index, path] of batch.entries()) {
      const entry = entries[`f${index}`]
      if (entry) files.set(path, await toFile(client, entry))
    }
  }
  return files
}

async function readEntries(
  { octokit, at }: RepositoryClient,
  sha: string,
  paths: readonly string[],
): Promise<Record<string, Entry | null>> {
  const variables = Object.fromEntries(paths.map((path, index) => [`p${index}`, path]))
  const query = `query($owner: String!, $repo: String!, $sha: GitObjectID!${paths.map((_, index) => `, $p${index}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    object(oid: $sha) {
      ... on Commit {
        ${paths.map((_, index) => `f${index}: file(path: $p${index}) { ...entry }`).join('\n        ')}
      }
    }
  }
}
fragment entry on TreeEntry { mode object { oid ... on Blob { byteSize isBinary isTruncated text } } }`
  const answer = await octokit.graphql<{
    repository: { object: Record<string, Entry | null> | null } | null
  }>(query, { owner: at.owner, repo: at.repo, sha, ...variables })
  const commit = answer.repository?.object
  if (!commit) throw new Error(`There is no commit ${sha} in ${at.owner}/${at.repo}.`)
  return commit
}

async function toFile(client: RepositoryClient, { mode, object }: Entry): Promise<BaseFile> {
  const bytes = object?.byteSize ?? 0
  const file = { mode: mode.toString(8).padStart(6, '0'), bytes }
  if (!object || object.isBinary || !file.mode.startsWith('100')) return { ...file, text: null }
  if (object.isTruncated !== true) return { ...file, text: object.text ?? null }
  return { ...file, text: bytes > MOST_BYTES ? null : await readBlob(client, object.oid) }
}

async function readBlob({ octokit, at }: RepositoryClient, oid: string): Promise<string> {
  const { data } = await octokit.rest.git.getBlob({ ...at, file_sha: oid })
  return Buffer.from(data.content, 'base64').toString('utf8')
}
