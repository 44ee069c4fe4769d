import type { RepositoryClient } from './installation.ts'

/** "APPROVED", "DISMISSED" …; null when there is no such review. */
export async function readReviewState(
  { octokit, at }: RepositoryClient,
  number: number,
  review: number,
): Promise<string | null> {
  try {
    const { data } = await octokit.rest.pulls.getReview({ ...at, pull_number: number, review_id: review })
    return data.state
  } catch (error) {
    if ((error as { status?: number }).status === 404) return null
    throw error
  }
}
