/** A submitted review of a pull request, as GitHub keeps it. */
export type Review = {
  id: number
  /** Null: the account is gone. */
  author: { login: string; isPerson: boolean } | null
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED' | 'COMMENTED' | 'PENDING'
  /** ISO 8601; null while it is pending. */
  submittedAt: string | null
  /** The commit that was looked at; null when GitHub does not have it any more. */
  commit: string | null
}
export type Decision = Review & { author: NonNullable<Review['author']>; submittedAt: string }

/**
 * What each person decided last, by time, oldest first. A comment decides nothing and takes nothing back; a dismissed
 * review is its author's word no more, and an older approval does not come back behind it.
 */
export function latestReviews(reviews: readonly Review[]): Decision[] {
  const latest = new Map<string, Decision>()
  for (const review of reviews.filter(decides).sort(byTime)) {
    const login = review.author.login.toLowerCase()
    latest.delete(login)
    latest.set(login, review)
  }
  return [...latest.values()]
}

function decides(review: Review): review is Decision {
  const { author, submittedAt, state } = review
  return author !== null && submittedAt !== null && state !== 'COMMENTED' && state !== 'PENDING'
}

/** GitHub counts whole seconds; of two reviews in one second the higher id is the later. */
function byTime(a: Decision, b: Decision): number {
  return Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || a.id - b.id
}
