import { unprocessable } from '../../http/refusal.ts'
import type { Pull } from '../../views/pull-request.ts'
import type { Actor } from '../../world/app.ts'
import type { Review } from '../../world/pull-request.ts'
import type { Repository } from '../../world/repository.ts'
import { timestamp, type World } from '../../world/world.ts'

import { sendReview } from './send-review.ts'

/** Takes the word out of an approval or a request for changes; when it was given stays. @throws Refusal 422. */
export function dismissReview(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; actor: Actor },
): void {
  const { issue, review, actor } = given
  if (!['APPROVED', 'CHANGES_REQUESTED'].includes(review.state)) {
    const state = review.state.toLowerCase().replace('_', ' ')
    throw unprocessable('Unprocessable Entity', [`Can not dismiss a ${state} pull request review`])
  }
  review.state = 'DISMISSED'
  issue.updatedAt = timestamp(world)
  sendReview(world, repository, { issue, review, action: 'dismissed', actor })
}
