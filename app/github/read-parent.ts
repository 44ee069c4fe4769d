import type { Clients, RepositoryClient } from './installation.ts'
import { type BaseFile, readFiles } from './read-files.ts'

/** A file of another repository of the same owner, at one commit. */
export type ParentAddress = { owner: string; name: string; path: string; sha: string }

/** `private` is the repository's. Every other answer can change, so it is asked for again. */
export type FoundParent =
  | { kind: 'found'; file: BaseFile; private: boolean }
  /** The App is not installed there, or there is no such repository: GitHub does not say which. */
  | { kind: 'unseen' }
  | { kind: 'unmerged'; branch: string }
  | { kind: 'missing' }

/**
 * Reads a file that others extend. Commits of forks can be read through the repository they were forked from
 * (https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/working-with-forks/about-permissions-and-visibility-of-forks),
 * so anybody could make one: only what is on the default branch counts. Three calls, or four for a large file.
 */
export async function readParent(
  clients: Clients,
  installation: number,
  { owner, name, path, sha }: ParentAddress,
): Promise<FoundParent> {
  const client = await clientFor(clients, installation, { owner, name })
  const about = client && (await readAbout(client))
  if (!about) return { kind: 'unseen' }
  if (!(await isOn(client, about.branch, sha))) return { kind: 'unmerged', branch: about.branch }
  const file = (await readFiles(client, sha, [path])).get(path)
  return file === undefined ? { kind: 'missing' } : { kind: 'found', file, private: about.private }
}

async function clientFor(
  clients: Clients,
  installation: number,
  { owner, name }: { owner: string; name: string },
): Promise<RepositoryClient | null> {
  return orNull([422], () =>
    clients({ installation, repository: { id: null, owner, name } }, { contents: 'read' }),
  )
}

async function readAbout({ octokit, at }: RepositoryClient) {
  return orNull([404], async () => {
    const { data } = await octokit.rest.repos.get(at)
    return { branch: data.default_branch, private: data.private }
  })
}

/** `behind` and `identical`: the commit is part of the branch. GitHub has no answer (404) for what shares nothing with it. */
async function isOn({ octokit, at }: RepositoryClient, branch: string, sha: string): Promise<boolean> {
  const compared = await orNull([404, 409, 422], async () => {
    const basehead = `${branch}...${sha}`
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead, per_page: 1 })
    return data.status
  })
  return compared === 'behind' || compared === 'identical'
}

async function orNull<T>(statuses: number[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (statuses.includes((error as { status?: number }).status ?? 0)) return null
    throw error
  }
}
