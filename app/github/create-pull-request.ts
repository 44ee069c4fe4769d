import type { RepositoryClient } from './installation.ts'

export type PullRequest = { number: number; url: string; draft: boolean }

/** A draft, or where the repository's plan knows no drafts an ordinary pull request. */
export async function createPullRequest(
  { octokit, at }: RepositoryClient,
  pull: { title: string; body: string; head: string; base: string },
): Promise<PullRequest> {
  const create = async (draft: boolean) => {
    const { data } = await octokit.rest.pulls.create({ ...at, ...pull, draft, maintainer_can_modify: false })
    return { number: data.number, url: data.html_url, draft: data.draft ?? draft }
  }
  try {
    return await create(true)
  } catch (error) {
    const { status, message } = error as { status?: number; message: string }
    if (status === 422 && /draft pull requests are not supported/i.test(message)) return create(false)
    throw error
  }
}

/** The pull request from a branch of ours, open or closed meanwhile, whose description proves that we wrote it. */
export async function findPullRequest(
  { octokit, at }: RepositoryClient,
  { head, isOurs }: { head: string; isOurs: (body: string) => boolean },
): Promise<PullRequest | null> {
  const { data } = await octokit.rest.pulls.list({
    ...at,
    head: `${at.owner}:${head}`,
    state: 'all',
    per_page: 100,
  })
  const found = data.find((pull) => pull.head.ref === head && isOurs(pull.body ?? ''))
  return found ? { number: found.number, url: found.html_url, draft: found.draft ?? false } : null
}

/** GitHub's own patches of a pull request, at most 300 files. Large and binary files have none. */
export async function listPatches(
  { octokit, at }: RepositoryClient,
  number: number,
): Promise<{ path: string; patch: string }[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    ...at,
    pull_number: number,
    per_page: 100,
  })
  return files.map(({ filename, patch }) => ({ path: filename, patch: patch ?? '' }))
}
