import type { Review } from '../../core/say/review.ts'
import type { RepositoryClient } from './installation.ts'

/** One review that only comments: the app never approves and never requests changes. @returns its id. */
export async function createReview(
  { octokit, at }: RepositoryClient,
  review: Review & { number: number; sha: string },
): Promise<number> {
  const { number, sha, body, comments } = review
  const { data } = await octokit.rest.pulls.createReview({
    ...at,
    pull_number: number,
    commit_id: sha,
    event: 'COMMENT',
    body,
    comments,
  })
  return data.id
}

/** The review of a commit that somebody gave; null when there is none. */
export async function findReview(
  { octokit, at }: RepositoryClient,
  { number, sha, by }: { number: number; sha: string; by: string },
): Promise<number | null> {
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
    ...at,
    pull_number: number,
    per_page: 100,
  })
  return reviews.find(({ user, commit_id: of }) => user?.login === by && of === sha)?.id ?? null
}
