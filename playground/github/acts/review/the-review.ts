import { notFound } from '../../http/refusal.ts'
import type { Review } from '../../world/pull-request.ts'
import type { Repository } from '../../world/repository.ts'

/** @throws Refusal 404. */
export function theReview(repository: Repository, number: number, id: number): Review {
  const review = repository.reviews.get(id)
  if (!review || review.number !== number) throw notFound()
  return review
}
