import type { RepositoryClient } from './installation.ts'

/** What git expressions name: "<sha>", "<sha>:path", "refs/heads/main:path"; a folder's path may be empty. */
export type Expressions = { blobs: readonly string[]; folders: readonly string[] }

export type Blob = {
  oid: string
  byteSize: number
  isBinary: boolean | null
  /** GitHub cuts `text` at 512,000 bytes. */
  isTruncated: boolean
  /** Null when it is binary. */
  text: string | null
}

/** Expressions that name nothing are missing. Of a folder, git modes by name: "100644". */
export type Objects = { blobs: Map<string, Blob>; folders: Map<string, Map<string, string>> }

/** Part of a query that asks for objects of a repository, and how its answer is read. */
export type ObjectsPart = {
  declarations: string
  /** Fields of `repository`, and the fragments they need. */
  fields: string
  fragments: string
  variables: Record<string, string>
  read: (repository: Record<string, unknown>) => Objects
}

/**
 * Objects and bytes of one query. GitHub bounds what a query costs, not their number, and gives an answer ten seconds:
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const PER_QUERY = { objects: 120, bytes: 8 * 1024 * 1024 }

/**
 * Contents and modes of any commits of the repository, as few queries as it takes.
 * @param bytesOf about how large a blob is, so that no answer becomes too long.
 */
export async function readObjects(
  client: RepositoryClient,
  asked: Expressions,
  bytesOf: (blob: string) => number = () => 0,
): Promise<Objects> {
  const found: Objects = { blobs: new Map(), folders: new Map() }
  for (const batch of inBatches(asked, bytesOf)) {
    const one = await readBatch(client, batch)
    for (const [name, blob] of one.blobs) found.blobs.set(name, blob)
    for (const [name, folder] of one.folders) found.folders.set(name, folder)
  }
  return found
}

async function readBatch({ octokit, at }: RepositoryClient, asked: Expressions): Promise<Objects> {
  const part = objectsPart(asked)
  const answer = await octokit.graphql<{ repository: Record<string, unknown> | null }>(
    `query($owner: String!, $repo: String!${part.declarations}) {
  repository(owner: $owner, name: $repo) {
    ${part.fields}
  }
}
${part.fragments}`,
    { owner: at.owner, repo: at.repo, ...part.variables },
  )
  return part.read(answer.repository ?? {})
}

function inBatches({ blobs, folders }: Expressions, bytesOf: (blob: string) => number): Expressions[] {
  const batches: { blobs: string[]; folders: string[] }[] = []
  let room = { objects: 0, bytes: 0 }
  const place = (kind: keyof Expressions, name: string, bytes: number) => {
    if (room.objects < 1 || room.bytes < bytes) {
      batches.push({ blobs: [], folders: [] })
      room = { ...PER_QUERY }
    }
    batches.at(-1)?.[kind].push(name)
    room = { objects: room.objects - 1, bytes: room.bytes - bytes }
  }
  for (const name of folders) place('folders', name, 0)
  for (const name of blobs) place('blobs', name, Math.min(bytesOf(name), PER_QUERY.bytes))
  return batches
}

/** Expressions travel as variables: a path may hold anything. */
export function objectsPart({ blobs, folders }: Expressions): ObjectsPart {
  const names = [...blobs, ...folders]
  const isBlob = (index: number) => index < blobs.length
  return {
    declarations: names.map((_, index) => `, $e${index}: String!`).join(''),
    fields: names
      .map(
        (_, index) => `o${index}: object(expression: $e${index}) { ...${isBlob(index) ? 'blob' : 'folder'} }`,
      )
      .join('\n    '),
    fragments: [
      blobs.length > 0 ? 'fragment blob on Blob { oid byteSize isBinary isTruncated text }' : '',
      folders.length > 0 ? 'fragment folder on Tree { entries { name mode } }' : '',
    ].join('\n'),
    variables: Object.fromEntries(names.map((name, index) => [`e${index}`, name])),
    read(repository) {
      const found: Objects = { blobs: new Map(), folders: new Map() }
      for (const [index, name] of names.entries()) {
        const object = repository[`o${index}`] as (Blob & Folder) | null | undefined
        if (isBlob(index)) {
          if (object?.oid !== undefined) found.blobs.set(name, object)
        } else if (object?.entries) found.folders.set(name, modesIn(object.entries))
      }
      return found
    },
  }
}

type Folder = { entries?: { name: string; mode: number }[] | null }

/** GraphQL gives modes as numbers: 33188 is "100644". */
function modesIn(entries: { name: string; mode: number }[]): Map<string, string> {
  return new Map(entries.map(({ name, mode }) => [name, mode.toString(8).padStart(6, '0')]))
}
