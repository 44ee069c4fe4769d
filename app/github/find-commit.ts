import { createHash } from 'node:crypto'
import type { Change } from '../../core/run/changes.ts'
import type { RepositoryClient } from './installation.ts'
import { readHead } from './read-base.ts'

type Wanted = { branch: string; parent: string; headline: string; body: string; changes: Change[] }

/**
 * The commit that an earlier try made: the head of our branch, on our parent, with our words and exactly our changes. What
 * somebody else put there under our words is none of ours.
 */
export async function findCommit(client: RepositoryClient, wanted: Wanted): Promise<{ sha: string } | null> {
  const { octokit, at } = client
  const sha = await readHead(client, wanted.branch)
  if (sha === null || sha === wanted.parent) return null
  const { data: commit } = await octokit.rest.git.getCommit({ ...at, commit_sha: sha })
  const [parent, ...others] = commit.parents
  if (parent?.sha !== wanted.parent || others.length > 0) return null
  if (plain(commit.message) !== plain(`${wanted.headline}\n\n${wanted.body}`)) return null
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    ...at,
    basehead: `${wanted.parent}...${sha}`,
    per_page: 1,
  })
  return isSame(madeBy(data.files ?? []), meantBy(wanted.changes)) ? { sha } : null
}

/** Git and GitHub trim what nobody sees. */
function plain(message: string): string {
  return message
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** By path, the id of its blob; null for a path that is gone. */
type Blobs = Map<string, string | null>

type Entry = { filename: string; status: string; sha: string | null; previous_filename?: string }

function madeBy(files: Entry[]): Blobs {
  const blobs: Blobs = new Map()
  for (const { filename, status, sha, previous_filename: from } of files) {
    if (status === 'renamed' && from !== undefined && !blobs.has(from)) blobs.set(from, null)
    blobs.set(filename, status === 'removed' ? null : sha)
  }
  return blobs
}

function meantBy(changes: Change[]): Blobs {
  return new Map(changes.map((change) => [change.path, change.kind === 'delete' ? null : blobOf(change)]))
}

function blobOf({ content }: Extract<Change, { kind: 'write' }>): string {
  const bytes = Buffer.from(content, 'base64')
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function isSame(made: Blobs, meant: Blobs): boolean {
  return made.size === meant.size && [...meant].every(([path, blob]) => made.get(path) === blob)
}
