import type { RepositoryClient } from './installation.ts'

/** The head of a branch now; null when there is none (an empty repository). */
export async function readHead({ octokit, at }: RepositoryClient, branch: string): Promise<string | null> {
  try {
    const { data } = await octokit.rest.git.getRef({ ...at, ref: `heads/${branch}` })
    return data.object.sha
  } catch (error) {
    if ([404, 409].includes((error as { status?: number }).status ?? 0)) return null
    throw error
  }
}

/** Names of the files and folders at the root of a commit. */
export async function listRoot({ octokit, at }: RepositoryClient, sha: string): Promise<string[]> {
  const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: sha })
  return data.tree.flatMap((entry) => (entry.path === undefined ? [] : [entry.path]))
}
