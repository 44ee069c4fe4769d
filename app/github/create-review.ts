import type { Review } from '../../core/say/review.ts'
import type { RepositoryClient } from './installation.ts'

/** One review that only comments: the app never approves and never requests changes. */
export async function createReview(
  { octokit, at }: RepositoryClient,
  review: Review & { number: number; sha: string },
): Promise<void> {
  const { number, sha, body, comments } = review
  await octokit.rest.pulls.createReview({
    ...at,
    pull_number: number,
    commit_id: sha,
    event: 'COMMENT',
    body,
    comments,
  })
}
