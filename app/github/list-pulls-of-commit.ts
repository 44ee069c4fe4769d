import type { RepositoryClient } from './installation.ts'

export type PullOfCommit = { number: number; open: boolean; head: string; baseRef: string }

/** Pull requests a commit is part of, those of forks too; the first hundred. */
export async function listPullsOfCommit(
  { octokit, at }: RepositoryClient,
  sha: string,
): Promise<PullOfCommit[]> {
  const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
    ...at,
    commit_sha: sha,
    per_page: 100,
  })
  return data.map(({ number, state, head, base }) => ({
    number,
    open: state === 'open',
    head: head.sha,
    baseRef: base.ref,
  }))
}
