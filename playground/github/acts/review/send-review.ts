import { type Pull, pullView } from '../../views/pull-request.ts'
import { reviewView } from '../../views/review.ts'
import { sendWebhook } from '../../webhooks/send-webhook.ts'
import type { Actor } from '../../world/app.ts'
import type { Review } from '../../world/pull-request.ts'
import type { Repository } from '../../world/repository.ts'
import type { World } from '../../world/world.ts'

export function sendReview(
  world: World,
  repository: Repository,
  given: { issue: Pull; review: Review; action: string; actor: Actor },
): void {
  const { issue, review, action, actor } = given
  const pull_request = pullView(world, repository, issue)
  const view = reviewView(world, repository, review)
  // Webhooks spell the state in small letters and name the time even when there is none.
  const payload = {
    review: { ...view, state: view.state.toLowerCase(), submitted_at: review.submittedAt },
    pull_request,
  }
  sendWebhook(world, { event: 'pull_request_review', action, repository, actor, payload })
}
